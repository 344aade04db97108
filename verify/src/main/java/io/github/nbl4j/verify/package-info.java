// SPDX-License-Identifier: Apache-2.0
/**
 * This project's {@code Irql_NetBuffer_Function}: reads the bytecode of everything that an operation of DISPATCH_LEVEL
 * can reach, and says where it could wait or allocate. What is let through is argued, line by line, in
 * {@code allowed.txt}.
 */
package io.github.nbl4j.verify;
