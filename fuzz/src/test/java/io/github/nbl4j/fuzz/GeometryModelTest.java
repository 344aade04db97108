// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.fuzz.ModelNetBuffer.Kind;
import io.github.nbl4j.fuzz.ModelNetBuffer.Part;
import io.github.nbl4j.nbl.NetBufferList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The twins of the fuzz targets: what the model holds against the library is noticed when it is wrong. */
final class GeometryModelTest {
    private final GeometryWorld world = new GeometryWorld();

    /** One list with 10 bytes of data. */
    private ModelList list() {
        final NetBufferList real = world.cloner.allocate();
        final ModelList list = new ModelList(real, null);
        final ModelNetBuffer nb = new ModelNetBuffer(real.firstNetBuffer());
        nb.parts.add(Part.adopt(Kind.OWN, nb.real.mdlChain()));
        nb.real.adjustData(20, 10);
        nb.offset = 20;
        nb.length = 10;
        list.netBuffers.add(nb);
        world.lists.add(list);
        return list;
    }

    private void detects(final Consumer<ModelNetBuffer> fault) {
        final ModelList list = list();
        world.compare(list);
        fault.accept(list.netBuffers.get(0));
        assertThrows(AssertionError.class, () -> world.compare(list));
    }

    @Test
    void shouldNoticeEachFieldThatDiffers() {
        detects(nb -> nb.offset++);
        detects(nb -> nb.length--);
        detects(nb -> nb.put(20, (byte) (nb.get(20) + 1)));
        detects(nb -> nb.put(63, (byte) (nb.get(63) + 1)));
        detects(nb -> nb.parts.set(0, nb.parts.get(0).cut(Kind.SHARED, 0, 64)));
    }

    @Test
    void shouldNoticeChildrenThatDoNotExist() {
        final ModelList list = list();
        list.children++;
        assertThrows(AssertionError.class, () -> world.compare(list));
    }

    @Test
    void shouldNoticeAListThatNobodyFreed() {
        list();
        world.lists.clear();
        assertThrows(IllegalStateException.class, world::drain);
    }

    @Test
    void shouldAcceptOnlyTheOutcomeThatWasJudged() {
        final Runnable nothing = () -> {};
        final Runnable argument = () -> {
            throw new IllegalArgumentException();
        };
        final Runnable state = () -> {
            throw new IllegalStateException();
        };
        assertTrue(GeometryMoves.done(false, false, nothing));
        assertFalse(GeometryMoves.done(true, false, argument));
        assertFalse(GeometryMoves.done(false, true, state));
        assertThrows(AssertionError.class, () -> GeometryMoves.done(true, false, nothing));
        assertThrows(AssertionError.class, () -> GeometryMoves.done(false, true, nothing));
        assertThrows(AssertionError.class, () -> GeometryMoves.done(false, true, argument));
        assertThrows(AssertionError.class, () -> GeometryMoves.done(true, false, state));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> GeometryMoves.done(true, true, () -> {
                    throw new IndexOutOfBoundsException();
                }));
    }

    @Test
    void shouldReadHostileNumbersFromAProgram() {
        final Program program = new Program(new byte[] {127, (byte) 130, (byte) 192, 1, 2, 3, 4, (byte) 128, 2});
        assertEquals(127, program.number());
        assertEquals(Integer.MIN_VALUE, program.number());
        assertEquals(0x01020304, program.number());
        assertEquals(-1L << 32, program.longNumber());
        assertFalse(program.hasNext());
        assertEquals(0, program.number());
    }
}
