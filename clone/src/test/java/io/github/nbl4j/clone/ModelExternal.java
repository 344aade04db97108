// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.clone;

import io.github.nbl4j.nbl.Mdl;
import java.util.ArrayList;
import java.util.List;

/** A chain of the caller's memory as the model sees it. */
final class ModelExternal {
    final List<Mdl> mdls = new ArrayList<>();
    final List<byte[]> bytes = new ArrayList<>();
    /** How often the completions were told, all Mdls together. */
    int completions;

    boolean held = true;
    boolean lent;
}
