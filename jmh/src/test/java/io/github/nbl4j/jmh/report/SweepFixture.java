// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.scale.Section;
import io.github.nbl4j.jmh.scale.Sweep;

/** The methods whose figures the raw files of {@link ScaleTest} hold; JMH does not know them. */
public class SweepFixture {
    @Sweep(section = Section.COLLECTOR, work = "clone + free")
    public void references() {}

    @Sweep(section = Section.COLLECTOR, work = "clone + free", subject = "nbl4j, handles")
    public void handles() {}

    @Sweep(section = Section.SHAPE, work = "clone + free")
    public void shape() {}

    @Sweep(section = Section.THREADS, work = "clone + free")
    public void threads() {}

    public void noSweep() {}
}
