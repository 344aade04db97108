// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the report says of the link with an MTU. */
record FragmentReport(int mtu, long expected, long leftWhole, long verified, Fragmentation fragmentation) {
    /** Reads the file back; null where nothing is cut. */
    static FragmentReport of(
            final Proofs proofs, final RunResult ours, final Fragmentation fragmentation, final FragmentPlan plan)
            throws IOException {
        if (plan == null) {
            return null;
        }
        final long passes = ours.packets() / plan.packets();
        return new FragmentReport(
                plan.mtu(),
                passes * plan.cut(),
                passes * plan.leftWhole(),
                proofs.verifyFragments(ours, fragmentation, plan),
                fragmentation);
    }

    String sentence(final boolean hasBaselines) {
        return String.format(
                Locale.ROOT,
                "fragments  %,d of %,d packets that were cut are identical after reassembly, from %,d fragments;"
                        + " %,d longer than %,d B stayed whole%s%s",
                fragmentation.identical(),
                expected,
                fragmentation.fragments(),
                leftWhole,
                mtu,
                leftWhole == 0 ? "" : ": not IPv4 over Ethernet, or with a wrong header",
                hasBaselines ? "; the baselines run without that lane" : "");
    }

    Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("mtu", mtu);
        json.put("packetsCut", expected);
        json.put("packetsLeftWhole", leftWhole);
        json.put("fragments", fragmentation.fragments());
        json.put("verifiedFragments", verified);
        json.put("reassembled", fragmentation.reassembled());
        json.put("identical", fragmentation.identical());
        json.put("copiedBytes", fragmentation.copiedBytes());
        return json;
    }
}
