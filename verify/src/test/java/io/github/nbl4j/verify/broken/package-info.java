// SPDX-License-Identifier: Apache-2.0
/** Operations that break one rule each: the scan must say which. */
package io.github.nbl4j.verify.broken;
