// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.progress;

/** What a {@link LibrarySubject} does: an operation, or one with a mistake. */
interface Task {
    static Task named(final String name) {
        for (final Mistake mistake : Mistake.values()) {
            if (mistake.name().equals(name)) {
                return mistake;
            }
        }
        return Operation.valueOf(name);
    }

    /** So many slots it can have in hand at once. */
    int hand();

    void prepare(LibrarySubject s);

    /** What came out of it: lists, their handles, whether it worked; else anything but null, if it cannot fail. */
    Object run(LibrarySubject s);
}
