// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.jmh.report;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Where the figures come from: without it they are worth nothing. */
final class Environment {
    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";
    private static final String BOUNDS_OFF = "-Dagrona.disable.bounds.checks=true";
    private static final String CHECKED = "-Dnbl4j.checked=true";

    /** Why nobody should believe the figures; only there when something is wrong. */
    static final String WARNING = "warning";

    private Environment() {}

    /** By name, in the order of the page. Must run on the JDK that was measured. */
    static Map<String, String> of(final Properties run, final Set<String> flags, final Set<String> versions)
            throws IOException {
        final Attributes jar = manifest();
        final Map<String, String> environment = new LinkedHashMap<>();
        environment.put("processor", processor());
        environment.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        environment.put("kernel", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        environment.put(
                "jdk",
                property("java.vm.name") + " " + property("java.runtime.version") + ", " + property("java.vendor"));
        environment.put("collector", collector(flags));
        environment.put("flags", String.join(" ", flags));
        environment.put("productionChecks", "on, as always; checked mode " + (flags.contains(CHECKED) ? "on" : "off"));
        environment.put("boundsChecks", flags.contains(BOUNDS_OFF) ? "off" : "on");
        environment.put("nbl4j", jar.getValue("Nbl4j-Version") + " " + run.getProperty("commit", UNKNOWN));
        environment.put("libraries", jar.getValue("Libraries"));
        environment.put("native", versions.isEmpty() ? UNKNOWN : String.join(", ", versions));
        environment.put("forks", run.getProperty("forks"));
        environment.put("begun", run.getProperty("begun", UNKNOWN));
        environment.put("ended", run.getProperty("ended", UNKNOWN));
        environment.put("loadAtBegin", run.getProperty("loadAtBegin", UNKNOWN));
        environment.put("loadAtEnd", run.getProperty("loadAtEnd", UNKNOWN));
        environment.put("slowedWindows", run.getProperty("slowedWindows", UNKNOWN));
        if (run.containsKey(WARNING)) {
            environment.put(WARNING, run.getProperty(WARNING));
        }
        return environment;
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return UNKNOWN;
        }
        return Files.readAllLines(CPUS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The one that was asked for, or else this JVM's own, which is the default of the others too. */
    private static String collector(final Set<String> flags) {
        return flags.stream()
                .filter(flag -> flag.matches("-XX:\\+Use\\w+GC"))
                .map(flag -> flag.substring("-XX:+Use".length()))
                .findFirst()
                .orElseGet(() -> ManagementFactory.getGarbageCollectorMXBeans()
                                .get(0)
                                .getName()
                                .split(" ")[0] + ", the default");
    }

    /** Of the runnable jar; whatever else comes first on the class path has none of our attributes. */
    private static Attributes manifest() throws IOException {
        try (InputStream in = Environment.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return in == null ? new Attributes() : new Manifest(in).getMainAttributes();
        }
    }

    private static String property(final String name) {
        return System.getProperty(name);
    }
}
