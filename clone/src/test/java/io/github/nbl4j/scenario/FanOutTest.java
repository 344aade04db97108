// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.scenario;

import static io.github.nbl4j.scenario.Driver.addresses;
import static io.github.nbl4j.scenario.Driver.assertPackets;
import static io.github.nbl4j.scenario.Driver.assertShared;
import static io.github.nbl4j.scenario.Driver.bytes;
import static io.github.nbl4j.scenario.Driver.netBuffers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.clone.CloneFlags;
import io.github.nbl4j.nbl.NetBuffer;
import io.github.nbl4j.nbl.NetBufferList;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One packet goes to many: an announcement, and what a capture driver shows of all traffic. */
class FanOutTest {
    private static final int CLONES = 24;
    private static final int ROUNDS = 200;
    private static final int LOOPBACK = 4;
    private static final int AF_INET = 2;

    static Stream<int[]> orders() {
        return Driver.orders(4);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldCompleteTheAnnouncementWithItsLastClone(final int[] order) {
        final byte[][] packets = Driver.threePackets();
        try (Driver driver = new Driver()) {
            final NetBufferList prototype = driver.list(packets);
            final NetBufferList[] sent = announce(driver, prototype, 4);
            final AtomicInteger completed = new AtomicInteger();
            for (int i = 0; i < order.length; i++) {
                if (i == 2) { // Half of them are back before the owner lets go.
                    complete(driver, prototype, packets, completed);
                }
                assertEquals(0, completed.get());
                driver.cloner.free(sent[order[i]]);
            }
            assertEquals(1, completed.get());
        }
    }

    @Test
    void shouldCompleteTheAnnouncementOnceOnTwoThreads() {
        final long seed = System.nanoTime();
        System.out.println("FanOutTest seed=" + seed);
        final Random random = new Random(seed);
        final byte[][] packets = Driver.threePackets();
        try (Driver driver = new Driver()) {
            for (int round = 0; round < ROUNDS; round++) {
                final NetBufferList prototype = driver.list(packets);
                final List<NetBufferList> sent = Arrays.asList(announce(driver, prototype, CLONES));
                Collections.shuffle(sent, random);
                final AtomicInteger completed = new AtomicInteger();
                final int half = random.nextInt(CLONES + 1);
                final CyclicBarrier start = new CyclicBarrier(2);
                final CompletableFuture<Void> other =
                        CompletableFuture.runAsync(() -> free(driver, start, sent.subList(0, half)));
                complete(driver, prototype, packets, completed);
                free(driver, start, sent.subList(half, CLONES));
                other.join();
                assertEquals(1, completed.get(), "round " + round);
            }
        }
    }

    private static NetBufferList[] announce(final Driver driver, final NetBufferList prototype, final int n) {
        final long[][] addresses =
                netBuffers(prototype).stream().map(Driver::addresses).toArray(long[][]::new);
        return IntStream.range(0, n)
                .mapToObj(i -> {
                    final NetBufferList clone =
                            driver.cloner.allocateClone(prototype, null, null, CloneFlags.USE_ORIGINAL_MDLS);
                    for (int nb = 0; nb < addresses.length; nb++) {
                        assertArrayEquals(
                                addresses[nb], addresses(netBuffers(clone).get(nb)));
                    }
                    return clone;
                })
                .toArray(NetBufferList[]::new);
    }

    private static void complete(
            final Driver driver, final NetBufferList prototype, final byte[][] packets, final AtomicInteger completed) {
        driver.lists.complete(prototype, list -> {
            assertEquals(prototype, list);
            assertPackets(packets, list);
            assertEquals(0, list.childRefCount());
            completed.incrementAndGet();
            driver.cloner.free(list);
        });
    }

    private static void free(final Driver driver, final CyclicBarrier start, final List<NetBufferList> lists) {
        try {
            start.await();
        } catch (final Exception ex) {
            throw new IllegalStateException(ex);
        }
        lists.forEach(driver.cloner::free);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldCaptureBehindAFakeHeader(final int[] order) {
        final byte[][] packets = Driver.threePackets();
        try (Driver driver = new Driver()) {
            final NetBufferList traffic = driver.list(packets);
            final long[][] addresses =
                    netBuffers(traffic).stream().map(Driver::addresses).toArray(long[][]::new);
            final NetBufferList[] all = {traffic, null, null, null};
            for (int i = 0; i < packets.length; i++) {
                all[i + 1] = driver.cloner.allocateCloneOne(traffic, i, CloneFlags.NONE);
                final NetBuffer nb = all[i + 1].firstNetBuffer();
                assertTrue(nb.retreatPrivate(LOOPBACK));
                nb.putInt(0, AF_INET, ByteOrder.LITTLE_ENDIAN);
                assertArrayEquals(Frames.join(new byte[] {AF_INET, 0, 0, 0}, packets[i]), bytes(nb));
                assertShared(nb, LOOPBACK, addresses[i], 0);
            }
            assertPackets(packets, traffic);
            driver.free(order, all);
        }
    }

    /** Who holds a packet long keeps a copy, and the traffic its memory. */
    @Test
    void shouldDetachWhatIsHeldLong() {
        final byte[][] packets = Driver.threePackets();
        try (Driver driver = new Driver()) {
            final NetBufferList traffic = driver.list(packets);
            final NetBufferList seen = driver.cloner.allocateClone(traffic, null, null, CloneFlags.NONE);
            for (final NetBuffer nb : netBuffers(seen)) {
                assertTrue(nb.retreatPrivate(LOOPBACK));
                nb.putInt(0, AF_INET, ByteOrder.LITTLE_ENDIAN);
            }
            final long[] shared = netBuffers(traffic).stream()
                    .flatMapToLong(nb -> Arrays.stream(addresses(nb)))
                    .sorted()
                    .toArray();
            driver.cloner.free(traffic);
            assertEquals(9, driver.environment.mdlPool().audit().held() - 6, "Mdls of the traffic, and of its clone");
            final NetBufferList kept = driver.cloner.detach(seen, driver.copies, null);
            assertFalse(seen.isOwned());
            assertEquals(0, driver.environment.mdlPool().audit().held());
            assertEquals(0, driver.lists.audit().held());
            for (int i = 0; i < packets.length; i++) {
                final NetBuffer nb = netBuffers(kept).get(i);
                assertArrayEquals(Frames.join(new byte[] {AF_INET, 0, 0, 0}, packets[i]), bytes(nb));
                assertTrue(LongStream.of(addresses(nb)).noneMatch(at -> Arrays.binarySearch(shared, at) >= 0));
                assertTrue(nb.isWritable(0, (int) nb.dataLength()));
            }
            driver.cloner.free(kept);
        }
    }
}
