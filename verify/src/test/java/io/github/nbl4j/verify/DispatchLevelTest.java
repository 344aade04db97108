// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nbl4j.verify.broken.Broken;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the published packages promise, read from their bytecode. */
final class DispatchLevelTest {
    private static final Classes PUBLISHED = Classes.published();
    private static final Allowed ALLOWED = Allowed.read();
    private static final Scan SCAN = new Scan(PUBLISHED, ALLOWED);

    @Test
    void shouldNeitherWaitNorAllocateAtDispatchLevel() {
        assertEquals("", SCAN.findings().stream().map(Finding::toString).collect(joining("\n")));
    }

    @Test
    void shouldNeedEveryLineOfTheAllowList() {
        assertEquals(Set.of(), ALLOWED.unused());
    }

    /** A scan that stopped early would find nothing either. */
    @Test
    void shouldReachTheDepthsOfThePoolAndOfTheLibrariesBelow() {
        final Set<String> missed = new HashSet<>(Set.of(
                "pool.TaggedStack.pop",
                "pool.SlotPool.adoptDead",
                "nbl.Lineage.childrenGone",
                "nbl.Mdl.rest",
                "clone.CloneNetBuffers.describe",
                "org.agrona.UnsafeApi.copyMemory",
                "org.jctools.queues.varhandle.MpmcVarHandleArrayQueue.relaxedPoll"));
        SCAN.reached().forEach(method -> missed.remove(method.toString()));
        assertEquals(Set.of(), missed);
    }

    @Test
    void shouldCallUsersBackAtTheseInterfacesOnly() {
        assertEquals(
                List.of(
                        "nbl.AllocateMdlHandler.allocate",
                        "nbl.FreeMdlHandler.free",
                        "nbl.MdlCompletion.completed",
                        "nbl.NetBufferListClassifier$Flush.flush",
                        "nbl.NetBufferListCompletion.completed",
                        "pool.SlotObserver.derived",
                        "pool.SlotObserver.given",
                        "pool.SlotObserver.refuses",
                        "pool.SlotObserver.released",
                        "pool.SlotObserver.taken"),
                SCAN.callbacks().stream().map(Method::toString).sorted().toList());
    }

    @Test
    void shouldSayTheLevelOfEveryOperation() {
        assertEquals("", withoutLevel(PUBLISHED));
    }

    @Test
    void shouldReportAnOperationWithoutLevel() {
        assertEquals("verify.broken.BrokenBase.withoutLevel", withoutLevel(new Classes(Broken.class)));
    }

    private static String withoutLevel(final Classes classes) {
        return classes.operations().stream()
                .filter(operation -> Classes.level(operation) == null)
                .map(Method::toString)
                .collect(joining("\n"));
    }
}
