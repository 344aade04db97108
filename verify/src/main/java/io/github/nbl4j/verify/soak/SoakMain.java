// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.pool.Checked;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Three lanes for each processor over one small world, for so many seconds: each second they stand still and the books
 * are looked at; each minute a line. Twin {@code leak} forgets one list, twin {@code hoard} keeps one byte of direct
 * memory, and that must be found.
 */
final class SoakMain {
    private static final int LANES_PER_PROCESSOR = 3;
    private static final int SECONDS_BEFORE_THE_TWIN = 2;
    /** A run that is shorter spends most of its time on compiling itself. */
    private static final int SECONDS_OF_A_LONG_RUN = 120;
    /** What the second half of a run may add to the resident set. */
    private static final long TOLERATED_KIB = 8 << 10;

    private static final long TOLERATED_KIB_WHEN_SHORT = 32 << 10;

    private final long begin = System.nanoTime();
    private final Footprint footprint = new Footprint();
    private final World world;
    private final Rest rest;
    private final List<Lane> lanes = new ArrayList<>();
    private final Books books;
    private final CountDownLatch done;
    private final String twin;
    /** Of that twin. */
    private ByteBuffer hoard;

    private SoakMain(final int lanes, final long seed, final String twin) {
        this.twin = twin;
        world = new World(lanes);
        rest = new Rest(lanes);
        done = new CountDownLatch(lanes);
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new Lane(world, rest, i, seed, done));
        }
        books = new Books(world, this.lanes);
    }

    /**
     * The program.
     *
     * @param args how many seconds, a seed or "random", and possibly a twin.
     * @throws InterruptedException when the main thread is interrupted.
     */
    public static void main(final String[] args) throws InterruptedException {
        final int seconds = Integer.parseInt(args[0]);
        final long seed = args.length < 2 || args[1].equals("random") ? System.nanoTime() : Long.parseLong(args[1]);
        final int lanes = LANES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        final String twin = args.length < 3 ? "" : args[2];
        System.out.println("soak: checked=" + Checked.ENABLED + " lanes=" + lanes + " seconds=" + seconds + " seed="
                + seed + (twin.isEmpty() ? "" : " twin=" + twin));
        // What reads the resident set keeps a direct buffer of its own.
        Footprint.residentKiB();
        final long direct = Footprint.direct();
        new SoakMain(lanes, seed, twin).run(seconds, direct);
    }

    private void run(final int seconds, final long direct) throws InterruptedException {
        lanes.forEach(Lane::start);
        for (int second = 1; second <= seconds && world.failure() == null; second++) {
            sleepUntil(second);
            look(second);
            if (second % 60 == 0) {
                line("minute " + second / 60);
            }
        }
        world.end();
        done.await();
        for (final Lane lane : lanes) {
            lane.join();
        }
        boolean failed = world.failure() != null;
        if (failed) {
            world.failure().printStackTrace(System.out);
        } else {
            world.close();
            failed = world.givenUp.get() != world.told.get()
                    || world.lent.get() != world.returned.get()
                    || Footprint.direct() != direct
                    || footprint.growthKiB() > toleratedKiB(seconds);
        }
        line(failed ? "FAILED" : "end lost=0 doubled=0");
        System.exit(failed ? 1 : 0);
    }

    private static long toleratedKiB(final int seconds) {
        return seconds < SECONDS_OF_A_LONG_RUN ? TOLERATED_KIB_WHEN_SHORT : TOLERATED_KIB;
    }

    private void look(final int second) {
        rest.during(() -> {
            try {
                if (second == SECONDS_BEFORE_THE_TWIN) {
                    breakSomething();
                }
                books.check();
                footprint.sample();
            } catch (final IllegalStateException ex) {
                world.fail(ex);
            }
        });
    }

    private void breakSomething() {
        if (twin.equals("leak")) {
            forgetOne();
        } else if (twin.equals("hoard")) {
            hoard = ByteBuffer.allocateDirect(1);
        }
    }

    private void forgetOne() {
        for (final Lane lane : lanes) {
            final List<NetBufferList> mine = lane.mine();
            if (!mine.isEmpty()) {
                mine.remove(0);
                return;
            }
        }
    }

    private void sleepUntil(final int second) throws InterruptedException {
        final long nanos = begin + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos));
    }

    private void line(final String what) {
        System.out.println("soak: " + what + " steps="
                + lanes.stream().mapToLong(Lane::steps).sum() + " threads="
                + lanes.stream().mapToLong(Lane::threads).sum() + " looks=" + books.looks() + " completions="
                + world.told + "/" + world.givenUp + " memoryBack=" + world.returned + "/" + world.lent + " heapKiB="
                + Footprint.heapKiB() + " rssKiB=" + Footprint.residentKiB() + " rssGrowthKiB="
                + footprint.growthKiB() + " (" + footprint.growthKiBPerHour() + " per hour)");
    }
}
