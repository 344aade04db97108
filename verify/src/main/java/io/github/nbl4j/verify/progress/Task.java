// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

import java.util.Optional;
import java.util.stream.Stream;

/** What a {@link LibrarySubject} does: an operation, or one with a mistake. */
interface Task {
    /** Empty for what is no operation of the library. */
    static Optional<Task> find(final String name) {
        return Stream.<Task>concat(Stream.of(Operation.values()), Stream.of(Mistake.values()))
                .filter(task -> task.name().equals(name))
                .findFirst();
    }

    String name();

    /** So many slots it can have in hand at once. */
    int hand();

    /** A method of the library that it must pass, as {@code pool.Depot.pour}; any if it is empty. */
    String landmark();

    void prepare(LibrarySubject s);

    /** What came out of it: lists, their handles, whether it worked; else anything but null, if it cannot fail. */
    Object run(LibrarySubject s);
}
