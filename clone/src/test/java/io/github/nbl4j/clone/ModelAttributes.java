// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Nb;
import io.github.nbl4j.clone.ModelList.Supply;
import io.github.nbl4j.nbl.CopyInfo;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListContext;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The operations of the random test on what travels with a list: context, words, flags. */
final class ModelAttributes {
    private static final int[] FLAGS = {1, 2, 0x100, 0x200, 0x400, 0xA00, 0x1200, 0x4A00, 0x8000};

    private final ModelWorld world;
    private final Consumer<String> say;
    private SplittableRandom random;

    ModelAttributes(final ModelWorld world, final Consumer<String> say) {
        this.world = world;
        this.say = say;
    }

    void step(final int kind, final ModelList list, final ModelList other, final SplittableRandom source) {
        random = source;
        switch (kind) {
            case 0 -> allocate();
            case 1 -> push(list);
            case 2 -> pop(list);
            case 3 -> flag(list);
            case 4 -> own(list);
            case 5 -> copy(list, other);
            default -> write(list);
        }
    }

    private void allocate() {
        final int size = 16 * random.nextInt(4);
        final int backFill = 16 * random.nextInt(2);
        final boolean embedded = random.nextBoolean();
        final String pool = embedded ? "plain" : "bare";
        final ModelTally tally = new ModelTally(world);
        tally.take(pool, 1);
        final boolean adds = size > (embedded ? ModelWorld.CONTEXT : 0);
        tally.take("contexts", adds ? 1 : 0);
        if (tally.isUncertain()) {
            return;
        }
        final boolean possible = tally.isPossible() && (!adds || size + backFill <= ModelWorld.CONTEXT);
        final NetBufferList real = (embedded ? world.plain : world.bare).allocate(size, backFill);
        say.accept("allocateWithContext " + pool + " " + size + " backFill " + backFill + " -> " + real);
        ModelWorld.expect(possible, real != null, "allocate with context");
        if (real != null) {
            final ModelList list = new ModelList(real, pool, null, 0);
            if (embedded) {
                list.nbs.add(new Nb(Supply.EMBEDDED));
            }
            fill(list, size, backFill, false);
            world.retained.add(list);
        }
    }

    /** What was taken has a content from now on. */
    private void fill(final ModelList list, final int size, final int backFill, final boolean poppable) {
        if (size > 0) {
            final byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) random.nextInt();
            }
            final NetBufferListContext head = list.real.context();
            head.buffer().putBytes(head.dataStart(), bytes);
            list.context.take(bytes, backFill, poppable);
        }
    }

    private void push(final ModelList list) {
        final int size = 8 * (1 + random.nextInt(5));
        final int backFill = 8 * random.nextInt(3);
        final ModelTally tally = new ModelTally(world);
        final boolean adds = !list.context.fits(size);
        tally.take("contexts", adds ? 1 : 0);
        if (tally.isUncertain()) {
            return;
        }
        final boolean possible = tally.isPossible() && (!adds || size + backFill <= ModelWorld.CONTEXT);
        say.accept("allocateContext " + list.real + " " + size + " backFill " + backFill + " -> "
                + (possible ? "true" : "null"));
        ModelWorld.expect(possible, list.real.allocateContext(size, backFill), "allocateContext");
        if (possible) {
            fill(list, size, backFill, true);
        }
    }

    private void pop(final ModelList list) {
        final int last = list.context.lastPush();
        say.accept("freeContext " + list.real + " " + last);
        ModelMoves.expectRefused(() -> list.real.freeContext(last + 8), "freeContext of another size");
        if (last > 0) {
            list.real.freeContext(last);
            list.context.pop();
        }
    }

    private void flag(final ModelList list) {
        final int bits = FLAGS[random.nextInt(FLAGS.length)];
        final boolean sets = random.nextInt(3) > 0;
        final int before = (int) list.words.words[ModelWords.NBL_FLAGS];
        final int after = sets ? before | bits : before & ~bits;
        say.accept((sets ? "setNblFlag " : "clearNblFlag ") + list.real + " " + Integer.toHexString(bits));
        boolean done = true;
        try {
            if (sets) {
                list.real.setNblFlag(bits);
            } else {
                list.real.clearNblFlag(bits);
            }
        } catch (final IllegalArgumentException ex) {
            done = false;
        }
        ModelWorld.expect(ModelWords.isConsistent(after), done, "change of NblFlags to " + Integer.toHexString(after));
        list.words.words[ModelWords.NBL_FLAGS] = done ? after : before;
        final long now = list.words.words[ModelWords.NBL_FLAGS];
        ModelWorld.expect((now & bits) != 0, list.real.testNblFlag(bits), "testNblFlag");
        ModelWorld.expect((now & bits) == bits, list.real.testNblFlags(bits), "testNblFlags");
    }

    private void own(final ModelList list) {
        final int id = 1 + random.nextInt(2);
        final long before = list.words.words[ModelWords.OWNER_ID];
        say.accept("ownerId " + list.real + " " + id);
        if (before != 0 && before != id) {
            ModelMoves.expectRefused(() -> list.real.ownerId(id), "another ownerId");
        } else {
            list.real.ownerId(id);
            list.words.words[ModelWords.OWNER_ID] = id;
        }
        ModelWorld.expect(list.words.words[ModelWords.OWNER_ID] == id, list.real.isOwnedBy(id), "isOwnedBy");
    }

    private void copy(final ModelList list, final ModelList source) {
        final boolean sends = random.nextBoolean();
        say.accept((sends ? "copySendInfo " : "copyReceiveInfo ") + list.real + " from " + source.real);
        if (sends) {
            list.real.copySendInfo(source.real);
            list.words.copy(source.words, CopyInfo.SEND);
        } else {
            list.real.copyReceiveInfo(source.real);
            list.words.copy(source.words, CopyInfo.RECEIVE);
        }
    }

    /** Several at once, so that a copy has something to copy. */
    private void write(final ModelList list) {
        for (int n = 1 + random.nextInt(20); n > 0; n--) {
            final int word = random.nextInt(ModelWords.COUNT);
            if (word != ModelWords.NBL_FLAGS && word != ModelWords.OWNER_ID) {
                list.words.write(list.real, word, random.nextInt());
            }
        }
        say.accept("write words of " + list.real);
    }
}
