// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import io.github.nbl4j.jmh.Row;
import io.github.nbl4j.jmh.Work;

/** The methods whose figures the fixture's raw files hold; JMH does not know them. */
public class FixtureBenchmark {
    @Row(work = Work.FLOOR, subject = "getAndAdd")
    public void floor() {}

    @Row(work = Work.CLONE, subject = "nbl4j")
    public void references() {}

    @Row(work = Work.CLONE, subject = "nbl4j, handles")
    public void handles() {}

    @Row(work = Work.CLONE, subject = "Netty {allocator}")
    public void netty() {}

    public void noRow() {}
}
