// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of the facade, inherited ones included, with every hostile argument. */
class BadInputTest {
    private static final HostileCalls CALLS = new HostileCalls(world -> world.ndis, NdisContracts.all());
    private static final List<HostileCalls.Case> CASES = CALLS.cases(Ndis.class);

    @TestFactory
    Stream<DynamicContainer> shouldRefuseWithASentenceAndChangeNothing() {
        return HostileCalls.methods(Ndis.class).stream()
                .map(method -> DynamicContainer.dynamicContainer(
                        method.getName(),
                        CASES.stream()
                                .filter(c -> c.method().equals(method))
                                .map(c -> DynamicTest.dynamicTest(c.toString(), () -> assertNull(CALLS.defect(c))))));
    }

    @Test
    void shouldHaveCasesForEveryMethod() {
        final List<String> methods = Stream.of(Ndis.class.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .map(method -> method.getName())
                .sorted()
                .toList();
        assertEquals(
                methods,
                CASES.stream()
                        .map(c -> c.method().getName())
                        .distinct()
                        .sorted()
                        .toList());
        assertTrue(methods.size() >= 44 && CASES.size() >= 1490, methods.size() + " methods, " + CASES.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSurviveWithoutBoundsChecks(final boolean checked) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-Dagrona.disable.bounds.checks=true",
                        "-Dnbl4j.checked=" + checked,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BadInputMain.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.endsWith("cases=" + CASES.size() + " defects=0" + System.lineSeparator()), output);
    }

    @Test
    void shouldSeeEachRuleBroken() {
        final HostileCalls calls = new HostileCalls(BrokenFacade::new, BrokenFacade.CONTRACTS);
        final Map<String, List<String>> defects = new TreeMap<>();
        for (final HostileCalls.Case of : calls.cases(BrokenFacade.class)) {
            final List<String> seen = defects.computeIfAbsent(of.method().getName(), name -> new ArrayList<>());
            final String defect = calls.defect(of);
            if (defect != null) {
                seen.add(defect);
            }
        }
        BrokenFacade.DEFECTS.forEach((method, defect) -> assertTrue(
                defects.get(method).stream().anyMatch(seen -> seen.startsWith(defect)), method + defects.get(method)));
        assertEquals(List.of(), defects.get("sound"));
        assertEquals(BrokenFacade.DEFECTS.size() + 1, defects.size());
    }

    @Test
    void shouldNotLetAMethodIn() {
        assertThrows(IllegalStateException.class, () -> calls(Map.of()).cases(Unthought.class), "no contract");
        assertThrows(
                IllegalStateException.class,
                () -> calls(Map.of("takes", contract("r"))).cases(Unthought.class),
                "type");
        assertThrows(
                IllegalStateException.class,
                () -> calls(Map.of("takes", contract("rr"))).cases(Unthought.class),
                "rules");
        assertThrows(
                IllegalStateException.class,
                () -> calls(Map.of("gone", contract(""))).cases(Object.class),
                "no method");
    }

    private static HostileCalls calls(final Map<String, Contract> contracts) {
        return new HostileCalls(world -> new Unthought(), contracts);
    }

    private static Contract contract(final String rules) {
        return new Contract(rules, world -> new Object[rules.length()]);
    }

    /** Has a parameter of a type that nobody has thought about. */
    public static final class Unthought {
        public void takes(final StringBuilder something) {
            something.setLength(0);
        }
    }
}
