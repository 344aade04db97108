// SPDX-License-Identifier: Apache-2.0
/**
 * Work that calls every operation of DISPATCH_LEVEL, over and over, on pools of its own: measured by a test of this
 * module and by JMH. What is covered is read from the bytecode of these classes, so nothing is listed by hand.
 */
package io.github.nbl4j.verify.exercise;
