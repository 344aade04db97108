// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The short ways of allocate, clone and free consist of methods of 35 bytes at most. C2 inlines such a method wherever
 * it was called at all; a larger one only where it takes the call for frequent, and it judges that by counts which
 * depend on when which tier compiled what. So a larger one is fast in one JVM and twice as slow in the next.
 */
final class HotPathTest {
    /** MaxInlineSize of HotSpot. */
    private static final int LARGEST = 35;

    private static final Classes PUBLISHED = Classes.published();

    private static final Set<String> STARTS = Set.of(
            "nbl.NetBufferListCache.allocate()Lio/github/nbl4j/nbl/NetBufferList;",
            "nbl.NetBufferListCache.free(Lio/github/nbl4j/nbl/NetBufferList;)V",
            "nbl.NetBufferListCache.free(J)V",
            "clone.NetBufferListCloner.allocateClone(Lio/github/nbl4j/nbl/NetBufferList;I)"
                    + "Lio/github/nbl4j/nbl/NetBufferList;",
            "nbl.NetBufferEnvironment.resolve(J)Lio/github/nbl4j/nbl/NetBufferList;",
            "nbl.NetBufferList.handle()J");

    /** Where the short way is left: once in 32 calls, in checked mode, for other pools, for mistakes. */
    private static final Set<String> EXITS = Set.of(
            "pool.Confined.requireOwner",
            "pool.Slot.endChecked",
            "pool.Slot.noteParent",
            "pool.SlotCache.giveChecked",
            "pool.SlotCache.failsAgain",
            "pool.SlotCache.giveElsewhere",
            "pool.SlotCache.takeChecked",
            "pool.SlotCache.takeElsewhere",
            "nbl.Lineage.foldOrRefuse",
            "nbl.NetBufferEnvironment.requireSame",
            "nbl.NetBufferListCache.freeChecked",
            "nbl.NetBufferListCache.freeOther",
            "nbl.NetBufferListCache.reclaim",
            "nbl.NetBufferListSlots.take",
            "clone.Clones.whole");

    @Test
    void shouldInlineEverywhere() {
        assertEquals("", tooLarge(reached(EXITS), LARGEST));
    }

    /** The long way of a clone is larger, so the check would have seen it; every exit is one. */
    @Test
    void shouldReportWhatLiesBehindAnExit() {
        for (final String exit : EXITS) {
            final Set<String> others = new LinkedHashSet<>(EXITS);
            others.remove(exit);
            final Set<Method> more = reached(others);
            more.removeAll(reached(EXITS));
            assertTrue(more.stream().anyMatch(m -> m.toString().equals(exit)), exit);
        }
        assertTrue(tooLarge(reached(Set.of()), LARGEST).contains("clone.Clones.whole"));
    }

    private static String tooLarge(final Set<Method> methods, final int most) {
        return methods.stream()
                .filter(method -> size(method) > most)
                .map(method -> method + " has " + size(method) + " bytes")
                .sorted()
                .collect(joining("\n"));
    }

    private static int size(final Method method) {
        final CodeSizeEvaluator evaluator = new CodeSizeEvaluator(null);
        method.node().accept(evaluator);
        return evaluator.getMinSize();
    }

    private static Set<Method> reached(final Set<String> exits) {
        final Set<Method> reached = new LinkedHashSet<>();
        final Queue<Method> pending = new ArrayDeque<>();
        PUBLISHED.operations().stream()
                .filter(operation -> STARTS.contains(operation + operation.node().desc))
                .forEach(pending::add);
        assertEquals(STARTS.size(), pending.size(), "all starts must exist");
        for (Method method = pending.poll(); method != null; method = pending.poll()) {
            if (!exits.contains(method.toString()) && !method.buildsException() && reached.add(method)) {
                pending.addAll(callees(method));
            }
        }
        return reached;
    }

    private static Set<Method> callees(final Method method) {
        final Set<Method> callees = new LinkedHashSet<>();
        for (final AbstractInsnNode instruction : method.node().instructions) {
            if (instruction instanceof MethodInsnNode call) {
                final Method callee = PUBLISHED.resolve(call.owner, call.name, call.desc);
                if (callee != null) {
                    callees.add(callee);
                }
            }
        }
        return callees;
    }
}
