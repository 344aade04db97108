// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.soak;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.verify.exercise.Exercise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One of the threads of a soak, or rather a row of them: each lives for some thousands of steps and then leaves what it
 * holds to the next, its cloner too, closed or not. Each list shows one byte value everywhere, which its scratch word
 * tells.
 */
final class Lane implements Runnable {
    private static final int MOST_STEPS_OF_A_THREAD = 100_000;
    private static final int MOST_LISTS = 80;
    private static final int STEPS_PER_EXERCISE = 50_000;
    private static final List<String> EXERCISES = Exercise.names();

    final World world;
    final SplittableRandom random;
    /** Null while this thread lives without one. */
    NetBufferListCloner cloner;

    private final Rest rest;
    private final int number;
    private volatile Thread thread;
    private final Births births;
    private final Deaths deaths;
    private final List<NetBufferList> mine = new ArrayList<>();
    private long steps;
    private int threads;

    Lane(final World world, final Rest rest, final int number, final long seed) {
        this.world = world;
        this.rest = rest;
        this.number = number;
        random = new SplittableRandom(seed * 31 + number);
        births = new Births(this);
        deaths = new Deaths(this);
    }

    /** Begins a thread, which ends by beginning the next. */
    void start() {
        thread = new Thread(this, "lane-" + number);
        thread.start();
    }

    /** After the last thread left: until it is dead, so that others may have what it leaves. */
    void join() throws InterruptedException {
        thread.join();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Where its thread stands. */
    String where() {
        return thread.getName() + ' ' + Arrays.toString(thread.getStackTrace());
    }

    @Override
    public void run() {
        boolean last = true;
        try {
            threads++;
            cloner = tryCloner();
            for (int left = 1 + random.nextInt(MOST_STEPS_OF_A_THREAD); left > 0 && !world.hasEnded(); left--) {
                rest.pauseIfWanted();
                step();
                steps++;
            }
            last = world.hasEnded();
            if (last) {
                deaths.freeSome(mine.size());
            }
            if (cloner != null && (last || random.nextBoolean())) {
                cloner.close();
            }
        } catch (final Throwable ex) {
            world.fail(ex);
        }
        if (last) {
            rest.leave();
        } else {
            start();
        }
    }

    /** Null when all caches are taken: there are fewer than lanes. */
    private NetBufferListCloner tryCloner() {
        try {
            return new NetBufferListCloner(world.lists);
        } catch (final IllegalStateException ex) {
            if (String.valueOf(ex.getMessage()).startsWith("caches in use must be fewer than maxCaches")) {
                return null;
            }
            throw ex;
        }
    }

    private void step() {
        final boolean interrupted = random.nextInt(16) == 0;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (random.nextInt(STEPS_PER_EXERCISE) == 0) {
            exercise();
        } else if (random.nextInt(5) < 3) {
            births.any();
        } else {
            deaths.any();
        }
        if (Thread.interrupted() != interrupted) {
            throw new IllegalStateException("no call may look at the interrupt flag: interrupted=" + interrupted);
        }
        receive();
        if (mine.size() > MOST_LISTS) {
            deaths.freeSome(MOST_LISTS / 2);
        }
    }

    /** Pools of its own, built and closed, and one operation of DISPATCH_LEVEL. */
    private void exercise() {
        try (Exercise exercise = Exercise.open(EXERCISES.get(random.nextInt(EXERCISES.size())))) {
            for (int i = 0; i < 100; i++) {
                exercise.run();
            }
        }
    }

    private void receive() {
        final var inbox = world.inboxes.get(number);
        for (NetBufferList list = inbox.poll(); list != null; list = inbox.poll()) {
            Content.verify(list);
            mine.add(list);
        }
    }

    /** Takes a new list in hand, whatever made it; null for none. */
    void keep(final NetBufferList list, final long value) {
        if (list != null) {
            list.scratch(value);
            Content.verify(list);
            mine.add(list);
        }
    }

    /** One that is in hand and stays there, or null. */
    NetBufferList any() {
        return mine.isEmpty() ? null : mine.get(random.nextInt(mine.size()));
    }

    void forget(final NetBufferList list) {
        mine.remove(list);
    }

    /** So many lists, no longer in hand, in an order of their own. */
    NetBufferList[] take(final int n) {
        for (int i = mine.size() - 1; i > 0; i--) {
            Collections.swap(mine, i, random.nextInt(i + 1));
        }
        final List<NetBufferList> some = mine.subList(Math.max(0, mine.size() - n), mine.size());
        final NetBufferList[] taken = some.toArray(new NetBufferList[0]);
        some.clear();
        return taken;
    }

    /** At rest, or on the lane itself. */
    List<NetBufferList> mine() {
        return mine;
    }

    long steps() {
        return steps;
    }

    int threads() {
        return threads;
    }
}
