// SPDX-License-Identifier: Apache-2.0
/**
 * Proof that nobody waits for anybody: a debugger stops a thread at every bytecode of every operation, whatever class
 * it lies in, while others must go on; and throws an error there, after which others must go on and nothing may be
 * lost. {@code verify/run progress} runs it.
 */
package io.github.nbl4j.verify.progress;
