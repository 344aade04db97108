// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.ndis;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a method says about its arguments and its answer.
 *
 * <pre>
 *  o  a thing that the caller holds            n  the same, or null
 *  e  the same, of this instance               N  the same, or null
 *  r  read only: anything but null             ?  anything
 *  +  a number of 0 or more                    1  a number of 1 or more
 *  0  no flags                                 2  clone flags: 0 or 2
 * </pre>
 *
 * @param rules one letter for each parameter.
 * @param refused names of further values that must be refused, wherever they stand.
 * @param results what an int may be, null for any number of 0 or more.
 */
record Contract(String rules, Set<String> refused, Set<Integer> results, Function<HostileWorld, Object[]> good) {
    private static final Set<String> ENDED = Set.of("freed", "freed with its list", "released", "awaited", "closed");
    private static final Set<Class<?>> REFUSALS = Set.of(IllegalArgumentException.class, IllegalStateException.class);

    Contract(final String rules, final Function<HostileWorld, Object[]> good, final String... refused) {
        this(rules, Set.of(refused), null, good);
    }

    static Contract status(final String rules, final Function<HostileWorld, Object[]> good, final String... refused) {
        return new Contract(
                rules, Set.of(refused), Set.of(NdisStatus.SUCCESS, NdisStatus.RESOURCES, NdisStatus.FAILURE), good);
    }

    /** Null when the answer is what this contract says. */
    String judge(final HostileCalls.Case of, final HostileCalls.Answer answer) {
        final boolean badNull = isBad(of, "null", "oer+120");
        final boolean mustRefuse = badNull || mustRefuse(of);
        if (answer.thrown() == null) {
            return mustRefuse ? "must be refused: " + answer : judgeResult(answer);
        }
        final Class<?> type = answer.thrown().getClass();
        final String message = answer.thrown().getMessage();
        if (type == HostileValues.HandlerFailure.class) {
            return isGood(of) ? "a handler's failure from nowhere" : null;
        }
        if (type == NullPointerException.class ? !badNull : !REFUSALS.contains(type)) {
            return "no such refusal: " + trace(answer.thrown());
        }
        if (isGood(of)) {
            return "good arguments are refused: " + trace(answer.thrown());
        }
        if (badNull && bads(of).size() == 1 && type != NullPointerException.class) {
            return "must be a NullPointerException: " + answer;
        }
        final boolean names = message != null
                && (type == NullPointerException.class ? !message.isBlank() : message.matches(".*(=|: ).+"));
        return names ? null : "must name a value: " + answer;
    }

    private String judgeResult(final HostileCalls.Answer answer) {
        if (answer.method().getReturnType() != int.class) {
            return null;
        }
        final int result = (int) answer.result();
        return (results == null ? result >= 0 : results.contains(result)) ? null : "no documented value: " + result;
    }

    private boolean mustRefuse(final HostileCalls.Case of) {
        for (int i = 0; i < of.bad().length; i++) {
            final String bad = of.bad()[i];
            if (bad != null && (refused.contains(bad) || breaksRule(rules.charAt(i), bad))) {
                return true;
            }
        }
        return false;
    }

    private static boolean breaksRule(final char rule, final String bad) {
        return switch (rule) {
            case 'o', 'n' -> ENDED.contains(bad);
            case 'e', 'N' -> ENDED.contains(bad) || bad.equals("foreign");
            case '+' -> bad.startsWith("-");
            case '1' -> bad.startsWith("-") || bad.equals("0");
            case '0' -> !bad.equals("0");
            case '2' -> !bad.equals("0");
            default -> false;
        };
    }

    private boolean isBad(final HostileCalls.Case of, final String value, final String ofRules) {
        for (int i = 0; i < of.bad().length; i++) {
            if (value.equals(of.bad()[i]) && ofRules.indexOf(rules.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGood(final HostileCalls.Case of) {
        return bads(of).isEmpty();
    }

    private static List<String> bads(final HostileCalls.Case of) {
        return Arrays.stream(of.bad()).filter(bad -> bad != null).toList();
    }

    private static String trace(final Throwable thrown) {
        return thrown + " at "
                + Arrays.stream(thrown.getStackTrace())
                        .limit(3)
                        .map(Object::toString)
                        .toList();
    }
}
