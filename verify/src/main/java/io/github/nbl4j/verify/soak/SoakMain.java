// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.pool.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Three lanes for each processor over one small world, for so many seconds: each second they stand still and the books
 * are looked at; each minute a line, or two lines of a run that is shorter. What a {@link Twin} breaks must be found, a
 * lane that hangs too.
 */
final class SoakMain {
    private static final int LANES_PER_PROCESSOR = 3;
    /** A step takes microseconds, and a whole exercise with pools of its own milliseconds. */
    private static final int PATIENCE_SECONDS = 60;

    private static final int PATIENCE_SECONDS_WITH_WHO_HANGS = 5;
    private static final int SECONDS_OF_A_LINE = 60;

    private final long begin = System.nanoTime();
    private final Footprint footprint = new Footprint();
    private final World world;
    private final Rest rest;
    private final List<Lane> lanes = new ArrayList<>();
    private final Books books;
    private final Twin twin;

    private SoakMain(final int lanes, final long seed, final String twin) {
        world = new World(lanes);
        rest = new Rest(lanes, twin.equals("hang") ? PATIENCE_SECONDS_WITH_WHO_HANGS : PATIENCE_SECONDS);
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new Lane(world, rest, i, seed));
        }
        books = new Books(world, this.lanes);
        this.twin = new Twin(twin, world, this.lanes);
    }

    /**
     * The program.
     *
     * @param args how many seconds, a seed or "random", and possibly a twin.
     */
    public static void main(final String[] args) {
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

    private void run(final int seconds, final long direct) {
        boolean good = false;
        try {
            soak(seconds);
            end();
            final List<String> complaints = complaints(seconds, direct);
            complaints.forEach(complaint -> System.out.println("soak: " + complaint));
            good = complaints.isEmpty();
        } catch (final Throwable ex) {
            ex.printStackTrace(System.out);
            lanes.stream().filter(Lane::isAlive).forEach(lane -> System.out.println("soak: " + lane.where()));
        }
        line(good ? "end lost=0 doubled=0" : "FAILED");
        System.exit(good ? 0 : 1);
    }

    private void soak(final int seconds) throws InterruptedException {
        lanes.forEach(Lane::start);
        final int secondsOfALine = Math.min(SECONDS_OF_A_LINE, (seconds + 1) / 2);
        for (int second = 1; second <= seconds && world.failure() == null; second++) {
            sleepUntil(second);
            look(second);
            if (second % secondsOfALine == 0) {
                line("second " + second);
            }
        }
    }

    private void look(final int second) throws InterruptedException {
        rest.during(() -> {
            try {
                twin.disturb(second);
                books.check();
                footprint.sample();
            } catch (final IllegalStateException ex) {
                world.fail(ex);
            }
        });
    }

    private void end() throws InterruptedException {
        world.end();
        rest.end();
        for (final Lane lane : lanes) {
            lane.join();
        }
        if (world.failure() != null) {
            throw new IllegalStateException("every lane must come to its end", world.failure());
        }
        world.close();
    }

    private List<String> complaints(final int seconds, final long direct) {
        final List<String> complaints = new ArrayList<>();
        if (world.givenUp.get() != world.told.get()) {
            complaints.add("each list that is given up must be told of once");
        }
        if (world.lent.get() != world.returned.get()) {
            complaints.add("memory that is lent must come back once");
        }
        if (Footprint.direct() != direct) {
            complaints.add("direct memory is " + Footprint.direct() + " bytes and was " + direct);
        }
        if (!footprint.isFlat(seconds)) {
            complaints.add("the resident set must not grow");
        }
        return complaints;
    }

    private void sleepUntil(final int second) throws InterruptedException {
        final long nanos = begin + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanos));
    }

    private void line(final String what) {
        System.out.println("soak: " + (Checked.ENABLED ? "checked " : "production ") + what + " steps="
                + lanes.stream().mapToLong(Lane::steps).sum() + " threads="
                + lanes.stream().mapToLong(Lane::threads).sum() + " looks=" + books.looks() + " completions="
                + world.told + "/" + world.givenUp + " memoryBack=" + world.returned + "/" + world.lent + " heapKiB="
                + Footprint.heapKiB() + " rssKiB=" + Footprint.residentKiB() + " rssGrowthKiB="
                + footprint.growthKiB() + " (" + footprint.growthKiBPerHour() + " per hour)");
    }
}
