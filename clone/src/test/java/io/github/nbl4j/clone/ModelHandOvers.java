// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.clone.ModelList.Ending;
import io.github.nbl4j.nbl.NetBufferListScope;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The operations of the random test by which lists change hands: links, queues, scopes, completions. */
final class ModelHandOvers {
    private final ModelWorld world;
    private final Consumer<String> say;
    private SplittableRandom random;

    ModelHandOvers(final ModelWorld world, final Consumer<String> say) {
        this.world = world;
        this.say = say;
    }

    /** With lists that are in no queue. */
    void step(final int kind, final List<ModelList> loose, final SplittableRandom source) {
        random = source;
        final int queue = random.nextInt(2);
        if (kind < 4 && loose.isEmpty()) {
            return;
        }
        switch (kind) {
            case 0 -> link(loose);
            case 1 -> scope(loose);
            case 2 -> complete(pick(loose));
            case 3 -> append(queue, loose);
            default -> pop(queue);
        }
    }

    private ModelList pick(final List<ModelList> loose) {
        return loose.remove(random.nextInt(loose.size()));
    }

    private List<ModelList> some(final List<ModelList> loose, final int most) {
        final List<ModelList> some = new ArrayList<>();
        for (int n = 1 + random.nextInt(Math.min(most, loose.size())); n > 0; n--) {
            some.add(pick(loose));
        }
        return some;
    }

    private void link(final List<ModelList> loose) {
        final ModelList list = pick(loose);
        list.next = loose.isEmpty() || random.nextInt(4) == 0 ? null : pick(loose);
        say.accept("next " + list.real + " = " + (list.next == null ? null : list.next.real));
        list.real.next(list.next == null ? null : list.next.real);
    }

    private void scope(final List<ModelList> loose) {
        final List<ModelList> some = some(loose, 3);
        final NetBufferListScope scope = new NetBufferListScope(world.cloner, some.size());
        some.forEach(list -> scope.add(list.real));
        ModelMoves.expectRefused(() -> scope.add(some.get(0).real), "adding to a full scope");
        final List<ModelList> kept = some(some, 3);
        kept.forEach(list -> scope.handOn(list.real));
        say.accept("scope frees " + some.size() + " hands on " + kept.size());
        ModelMoves.expectRefused(() -> scope.handOn(kept.get(0).real), "handing on twice");
        ModelWorld.expect(some.size(), scope.size(), "size of the scope");
        world.end(scope::close, some);
        ModelWorld.expect(0, scope.size(), "size of the closed scope");
    }

    private void complete(final ModelList list) {
        list.ending = Ending.values()[random.nextInt(4) % 3];
        list.confined = false;
        final boolean uncached = random.nextInt(4) == 0;
        say.accept("complete " + list.real + " " + list.ending);
        world.end(
                uncached
                        ? () -> world.data.complete(list.real, world.completion(list.ending))
                        : () -> world.cloner.complete(list.real, world.completion(list.ending)),
                List.of(list));
    }

    private void append(final int queue, final List<ModelList> loose) {
        if (random.nextBoolean()) {
            final ModelList list = pick(loose);
            say.accept("append " + list.real + " to queue " + queue);
            world.queues.appendSingle(queue, list);
            ModelMoves.expectRefused(() -> world.queues.appendSingle(queue, list), "appending the last list again");
        } else {
            final List<ModelList> chain = some(loose, 3);
            say.accept("append a chain of " + chain.size() + " to queue " + queue);
            world.queues.appendChain(queue, chain);
        }
    }

    private void pop(final int queue) {
        final int kind = random.nextInt(4);
        say.accept((kind < 2 ? "popFirst " : kind == 2 ? "popAll " : "appendQueue ") + queue);
        switch (kind) {
            case 0, 1 -> world.queues.popFirst(queue);
            case 2 -> world.queues.popAll(queue);
            default -> world.queues.appendQueue(queue);
        }
    }
}
