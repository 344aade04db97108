// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A benchmark whose row the subclass says. */
@State(Scope.Thread)
public abstract class ListedBase {
    @Benchmark
    public void renew() {}
}
