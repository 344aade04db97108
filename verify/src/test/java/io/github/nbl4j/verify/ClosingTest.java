// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.nbl4j.nbl.NetBufferEnvironment;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.nbl.NetBufferListPool;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final NetBufferEnvironment environment =
            NetBufferEnvironment.create(p -> p.clones(8).netBuffers(1).mdls(1).segments(1));
    private final NetBufferListPool lists =
            NetBufferListPool.create(environment, p -> p.name("lists").capacity(8));

    @Test
    void shouldPassWhenEverythingIsHome() {
        lists.free(lists.allocate());

        Closing.close(environment, lists);
    }

    @Test
    void shouldSeeMemoryThatIsKeptWhenAListIsOut() {
        final NetBufferList list = lists.allocate();

        final IllegalStateException kept =
                assertThrows(IllegalStateException.class, () -> Closing.close(environment, lists));

        assertTrue(kept.getMessage().contains("name=lists"), kept.getMessage());
        lists.free(list);
        assertTrue(lists.isReleased());
    }
}
