// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a clean class in a JVM of its own, because checked mode is decided when a JVM starts. */
final class UncheckedMain {
    private UncheckedMain() {}

    public static void main(final String[] args) {
        World.open();
        Leaks.NothingOfItsOwn.held = World.list();
        final List<Throwable> failures = Runs.of(Leaks.NothingOfItsOwn.class).failures();
        System.out.println(failures.isEmpty() ? "passed" : failures.get(0).getMessage());
    }

    /** What it prints on standard output. */
    static String run(final boolean checked) throws Exception {
        final ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Dnbl4j.checked=" + checked,
                "-cp",
                System.getProperty("java.class.path"),
                UncheckedMain.class.getName());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        final Process process = builder.start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
