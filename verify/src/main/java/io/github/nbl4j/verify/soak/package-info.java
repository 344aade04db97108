// SPDX-License-Identifier: Apache-2.0
/** Everything that threads can do with lists, at random, for as long as one likes, and the books looked at each second. */
package io.github.nbl4j.verify.soak;
