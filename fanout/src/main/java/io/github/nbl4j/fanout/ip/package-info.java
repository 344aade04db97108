// SPDX-License-Identifier: Apache-2.0
/** IPv4 packets cut into fragments and joined again (RFC 791) by their headers alone: the payload stays in place. */
package io.github.nbl4j.fanout.ip;
