// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls every method of a facade with one hostile argument, or with two hostile numbers, among good ones, and says
 * which rule the answer breaks: it is a documented value or a refusal with a sentence; a refusal changes nothing; the
 * good arguments serve again; the books balance.
 */
final class HostileCalls {
    private static final Set<String> EXTREMES = Set.of(
            "" + Integer.MIN_VALUE,
            "-1",
            "" + Integer.MAX_VALUE,
            "" + (1L << 32),
            "" + Long.MIN_VALUE,
            "" + Long.MAX_VALUE);

    private final HostileValues values = new HostileValues();
    private final Function<HostileWorld, Object> facade;
    private final Map<String, Contract> contracts;

    /** One call: the hostile values by their names, null where the argument is a good one. */
    record Case(Method method, Contract contract, String[] bad) {
        @Override
        public String toString() {
            final StringBuilder text = new StringBuilder(method.getName()).append('(');
            for (int i = 0; i < bad.length; i++) {
                text.append(i == 0 ? "" : ", ").append(bad[i] == null ? "good" : bad[i]);
            }
            return text.append(')').toString();
        }
    }

    HostileCalls(final Function<HostileWorld, Object> facade, final Map<String, Contract> contracts) {
        this.facade = facade;
        this.contracts = contracts;
    }

    static List<Method> methods(final Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** Throws when a method has no contract, a contract no method, or a parameter a type that has no values. */
    List<Case> cases(final Class<?> type) {
        final List<Case> all = new ArrayList<>();
        final Set<String> unused = new TreeSet<>(contracts.keySet());
        for (final Method method : methods(type)) {
            final Contract contract = contracts.get(method.getName());
            unused.remove(method.getName());
            if (contract == null || contract.rules().length() != method.getParameterCount()) {
                throw new IllegalStateException("must have a contract with a rule for each parameter: " + method);
            }
            addCases(method, contract, all);
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("contracts without a method: " + unused);
        }
        return all;
    }

    private void addCases(final Method method, final Contract contract, final List<Case> all) {
        final Class<?>[] types = method.getParameterTypes();
        all.add(new Case(method, contract, new String[types.length]));
        for (int i = 0; i < types.length; i++) {
            for (final String first : values.of(types[i]).keySet()) {
                final String[] one = new String[types.length];
                one[i] = first;
                all.add(new Case(method, contract, one));
                for (int j = i + 1; j < types.length && isExtreme(types[i], first); j++) {
                    for (final String second : values.of(types[j]).keySet()) {
                        if (isExtreme(types[j], second)) {
                            final String[] two = one.clone();
                            two[j] = second;
                            all.add(new Case(method, contract, two));
                        }
                    }
                }
            }
        }
    }

    private static boolean isExtreme(final Class<?> type, final String value) {
        return (type == int.class || type == long.class) && EXTREMES.contains(value);
    }

    /** Null when the answer is right. */
    String defect(final Case of) {
        final HostileWorld[] other = new HostileWorld[1];
        try (HostileWorld world = new HostileWorld()) {
            try {
                return defect(of, world, () -> other[0] = other[0] == null ? new HostileWorld() : other[0]);
            } finally {
                if (other[0] != null) {
                    other[0].close();
                }
            }
        } catch (final RuntimeException ex) {
            return "books: " + ex;
        }
    }

    private String defect(final Case of, final HostileWorld world, final Supplier<HostileWorld> foreign) {
        final Object target = Modifier.isStatic(of.method.getModifiers()) ? null : facade.apply(world);
        final Object[] good = of.contract.good().apply(world);
        final Object[] arguments = good.clone();
        for (int i = 0; i < arguments.length; i++) {
            if (of.bad[i] != null) {
                arguments[i] = values.of(of.method.getParameterTypes()[i])
                        .get(of.bad[i])
                        .make(world, foreign);
            }
        }
        final List<String> before = snapshot(world, foreign, of, arguments);
        final Answer answer = call(of.method, target, arguments, world);
        final String wrong = of.contract.judge(of, answer);
        if (wrong != null) {
            return wrong;
        }
        if (answer.isRefusal()) {
            final List<String> after = snapshot(world, foreign, of, arguments);
            if (!after.equals(before)) {
                return "changed before " + answer + ": " + difference(before, after);
            }
        }
        // A success may have consumed them.
        final Object[] again = answer.isRefusal() ? good : of.contract.good().apply(world);
        final Answer second = call(of.method, target, again, world);
        return second.isRefusal() ? "good arguments are refused after " + answer + ": " + second : null;
    }

    private static List<String> snapshot(
            final HostileWorld world, final Supplier<HostileWorld> foreign, final Case of, final Object[] arguments) {
        final List<String> lines = world.snapshot();
        if (Arrays.asList(of.bad).contains("foreign")) {
            lines.addAll(foreign.get().snapshot());
        }
        for (final Object argument : arguments) {
            Snapshot.of(argument, lines);
        }
        return lines;
    }

    private static String difference(final List<String> before, final List<String> after) {
        final Map<String, String> all = new TreeMap<>();
        for (final String line : after) {
            all.put(line, "now");
        }
        before.forEach(all::remove);
        return all.isEmpty()
                ? before.size() + " lines became " + after.size()
                : all.keySet().toString();
    }

    private static Answer call(
            final Method method, final Object target, final Object[] arguments, final HostileWorld world) {
        try {
            final Object result = method.invoke(target, arguments);
            if (method.getName().startsWith("allocate")) {
                world.keep(result);
            } else if (result instanceof Ndis made && made != world.ndis) {
                made.close();
            }
            return new Answer(method, result, null);
        } catch (final InvocationTargetException ex) {
            return new Answer(method, null, ex.getCause());
        } catch (final IllegalAccessException ex) {
            throw new AssertionError(ex);
        }
    }

    /** What a call gave or threw. */
    record Answer(Method method, Object result, Throwable thrown) {
        boolean isRefusal() {
            final Class<?> type = method.getReturnType();
            return thrown != null
                    || type != void.class && result == null
                    || Boolean.FALSE.equals(result)
                    || type == int.class && (int) result < 0;
        }

        @Override
        public String toString() {
            return thrown == null ? "result " + result : thrown.toString();
        }
    }
}
