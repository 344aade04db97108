// SPDX-License-Identifier: Apache-2.0
/** Traffic of two threads for as long as one likes: without a garbage collector, and without ever going to sleep. */
package io.github.nbl4j.verify.epsilon;
