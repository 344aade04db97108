// SPDX-License-Identifier: Apache-2.0
/**
 * Capture files in and out: a reader of pcap and pcapng that trusts nothing in the file, and a writer of nanosecond
 * pcap that gathers from the caller's memory. Neither copies a payload except where the caller asks for it, and neither
 * allocates per packet.
 *
 * <p>Layout: {@code PcapDescriptor} and {@code PcapngDescriptor} hold the constants and pictures of the two formats,
 * {@code CaptureBytes} is the memory of a file of any size, {@link io.github.nbl4j.fanout.capture.Capture} is what a
 * program reads packets from, {@link io.github.nbl4j.fanout.capture.PcapWriter} and
 * {@link io.github.nbl4j.fanout.capture.PcapRecorder} are what it writes them to.
 *
 * <p>Every defect of a file, and every failure to open, read or write one, is a
 * {@link io.github.nbl4j.fanout.capture.CaptureException} whose message names the file, the byte offset where there is
 * one, what must hold, and the value found. A mistake of the calling program is an unchecked exception and changes
 * nothing.
 *
 * <p>All classes here are for one thread at a time.
 */
package io.github.nbl4j.fanout.capture;
