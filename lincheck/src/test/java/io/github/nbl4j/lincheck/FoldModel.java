// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.lincheck;

/** {@link LineageModel} of a list whose births are about to overflow: the third clone folds them. */
public final class FoldModel extends LineageModel {
    public FoldModel() {
        super(true);
    }
}
