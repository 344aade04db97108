// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the test path in a JVM of its own, for what depends on the JVM's options. */
final class ChildJvm {
    private static final String OPEN = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private ChildJvm() {}

    /** Everything that it prints. Agrona's option is given unless said otherwise. */
    static String run(final boolean open, final Class<?> main, final String... options)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-Xmx64m", "-XX:TieredStopAtLevel=1"));
        if (open) {
            command.add(OPEN);
        }
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What the environment adds to every JVM would hide what is missing.
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        final Process process = builder.start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
