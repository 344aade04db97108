// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import static io.github.nbl4j.fuzz.GeometryWorld.expect;

import io.github.nbl4j.fuzz.ModelNetBuffer.Kind;
import org.agrona.concurrent.UnsafeBuffer;

/** Moving the data and the bytes of one list, with arguments of every kind. */
final class GeometryMoves {
    private static final int FLAT = 96;

    private final GeometryWorld world;
    private final Program program;
    private final byte[] flat = new byte[FLAT];
    private final UnsafeBuffer flatBuffer = new UnsafeBuffer(flat);

    GeometryMoves(final GeometryWorld world, final Program program) {
        this.world = world;
        this.program = program;
    }

    /**
     * Makes a call whose arguments and whose moment the model has judged. True: it returned. What it must not throw, or
     * what it must throw and does not, is an error.
     */
    static boolean done(final boolean badArgument, final boolean badState, final Runnable call) {
        try {
            call.run();
        } catch (final IllegalArgumentException ex) {
            if (!badArgument) {
                throw new AssertionError("arguments are good", ex);
            }
            return false;
        } catch (final IllegalStateException ex) {
            if (!badState) {
                throw new AssertionError("the call is allowed", ex);
            }
            return false;
        }
        if (badArgument || badState) {
            throw new AssertionError("must be refused: badArgument=" + badArgument + " badState=" + badState);
        }
        return true;
    }

    void step(final int operation, final ModelList list, final ModelNetBuffer nb) {
        switch (operation) {
            case 0, 1 -> retreat(list, nb);
            case 2, 3 -> retreatPrivate(list, nb);
            case 4, 5 -> advance(list, nb);
            case 6 -> adjust(list, nb);
            case 7 -> retreatList(list);
            case 8 -> advanceList(list);
            case 9, 10 -> put(list, nb);
            case 11 -> get(nb);
            default -> copy(list, nb);
        }
    }

    private void retreat(final ModelList list, final ModelNetBuffer nb) {
        final int delta = program.number();
        final int backFill = program.number();
        final boolean fits = delta <= nb.offset;
        final Kind linked = fits ? null : world.linkable(nb, (long) delta - nb.offset + backFill);
        final boolean[] result = new boolean[1];
        if (done(delta < 0 || backFill < 0, list.shared, () -> result[0] = nb.real.retreat(delta, backFill))) {
            expect(fits || linked != null, result[0], "retreat");
            if (result[0]) {
                nb.moveFront(delta, linked);
            }
        }
    }

    private void retreatPrivate(final ModelList list, final ModelNetBuffer nb) {
        final int delta = program.number();
        final int reused = Math.min(delta, nb.offset);
        final boolean replaces = reused > 0 && !(list.mayWrite() && nb.isWritable(nb.offset - reused, reused));
        final boolean fits = delta <= nb.offset && !replaces;
        final Kind linked = fits ? null : world.linkable(nb, replaces ? delta : (long) delta - nb.offset);
        final boolean described = !replaces || world.free("default.mdls") > 0;
        final boolean[] result = new boolean[1];
        final boolean state = list.shared || replaces && list.children > 0;
        if (done(delta < 0, state, () -> result[0] = nb.real.retreatPrivate(delta)) && delta != 0) {
            if (described) {
                expect(fits || linked != null, result[0], "retreatPrivate");
            }
            if (result[0] && replaces) {
                nb.replaceFront(delta, linked);
            } else if (result[0]) {
                nb.moveFront(delta, linked);
            }
            if (result[0]) {
                expect(true, nb.real.isWritable(0, delta) || !list.mayWrite(), "private bytes can be written");
            }
        }
    }

    private void advance(final ModelList list, final ModelNetBuffer nb) {
        final int delta = program.number();
        final boolean freeMdl = program.flag();
        final boolean possible = delta <= nb.length;
        final boolean[] result = new boolean[1];
        final boolean state = list.shared || possible && freeMdl && list.children > 0;
        if (done(delta < 0, state, () -> result[0] = nb.real.advance(delta, freeMdl))) {
            expect(possible, result[0], "advance");
            if (possible) {
                nb.advance(delta, freeMdl);
            }
        }
    }

    private void adjust(final ModelList list, final ModelNetBuffer nb) {
        final int offset = program.number();
        final long length = program.longNumber();
        final int total = nb.total();
        final boolean argument = offset < 0 || offset > total || length < 0 || length > total - offset;
        if (done(argument, list.shared, () -> nb.real.adjustData(offset, length))) {
            nb.offset = offset;
            nb.length = length;
        }
    }

    private void retreatList(final ModelList list) {
        final int delta = program.number();
        final int backFill = program.number();
        final int[] before =
                world.pools.stream().mapToInt(p -> p.counters().inUse()).toArray();
        final boolean[] result = new boolean[1];
        if (done(delta < 0 || backFill < 0, list.shared, () -> result[0] = list.real.retreat(delta, backFill))) {
            if (result[0]) {
                for (final ModelNetBuffer nb : list.netBuffers) {
                    final Kind linked = (long) delta - nb.offset + backFill <= GeometryWorld.ROOM && !nb.has(Kind.ROOM)
                            ? Kind.ROOM
                            : Kind.SEGMENT;
                    nb.moveFront(delta, linked);
                }
            } else {
                final int[] after =
                        world.pools.stream().mapToInt(p -> p.counters().inUse()).toArray();
                expect(true, java.util.Arrays.equals(before, after), "none retreated, none holds memory");
            }
        }
    }

    private void advanceList(final ModelList list) {
        final int delta = program.number();
        final boolean freeMdl = program.flag();
        final boolean possible = list.netBuffers.stream().allMatch(nb -> delta <= nb.length);
        final boolean state = possible && (list.shared || freeMdl && list.children > 0);
        final boolean[] result = new boolean[1];
        if (done(delta < 0, state, () -> result[0] = list.real.advance(delta, freeMdl))) {
            expect(possible, result[0], "advance of a list");
            if (possible) {
                list.netBuffers.forEach(nb -> nb.advance(delta, freeMdl));
            }
        }
    }

    private void put(final ModelList list, final ModelNetBuffer nb) {
        final long offset = program.longNumber();
        final int from = program.number();
        final int n = program.number();
        for (int i = 0; i < 8; i++) {
            flat[program.below(FLAT)] = (byte) program.next();
        }
        final boolean argument = isBad(nb, offset, from, n);
        final boolean state = !argument && n > 0 && !(list.mayWrite() && nb.isWritable(nb.offset + (int) offset, n));
        if (done(argument, state, () -> nb.real.putBytes(offset, flatBuffer, from, n))) {
            for (int i = 0; i < n; i++) {
                nb.put(nb.offset + (int) offset + i, flat[from + i]);
            }
        }
    }

    private void get(final ModelNetBuffer nb) {
        final long offset = program.longNumber();
        final int to = program.number();
        final int n = program.number();
        if (done(isBad(nb, offset, to, n), false, () -> nb.real.getBytes(offset, flatBuffer, to, n))) {
            for (int i = 0; i < n; i++) {
                expect(nb.get(nb.offset + (int) offset + i), flat[to + i], "byte that was copied out");
            }
        }
        final byte[] one = new byte[1];
        if (done(isBad(nb, offset, 0, 1), false, () -> one[0] = nb.real.getByte(offset))) {
            expect(nb.get(nb.offset + (int) offset), one[0], "getByte");
        }
    }

    private static boolean isBad(final ModelNetBuffer nb, final long offset, final int at, final int n) {
        return n < 0 || offset < 0 || offset > nb.length - n || at < 0 || at > FLAT - n;
    }

    private void copy(final ModelList list, final ModelNetBuffer nb) {
        final ModelList other = world.lists.get(program.below(world.lists.size()));
        if (other.netBuffers.isEmpty()) {
            return;
        }
        final ModelNetBuffer source = other.netBuffers.get(program.below(other.netBuffers.size()));
        final long to = program.longNumber();
        final long from = program.longNumber();
        final long most = program.longNumber();
        final boolean argument = to < 0 || from < 0 || most < 0;
        final long room = Math.max(0, nb.total() - nb.offset - to);
        final int n = argument ? 0 : (int) Math.min(most, Math.min(room, Math.max(0, source.length - from)));
        final boolean state = n > 0 && !(list.mayWrite() && nb.isWritable(nb.offset + (int) to, n));
        final long[] copied = new long[1];
        if (done(argument, state, () -> copied[0] = nb.real.copyFrom(to, most, source.real, from))) {
            expect((long) n, copied[0], "bytes copied");
            if (n > 0) {
                nb.put(nb.offset + (int) to, source.bytes(source.offset + (int) from, n));
            }
        }
    }
}
