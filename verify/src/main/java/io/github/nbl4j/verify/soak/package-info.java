// SPDX-License-Identifier: Apache-2.0
/** Everything that threads can do with lists, at random, as long as one likes, the books looked at each second. */
package io.github.nbl4j.verify.soak;
