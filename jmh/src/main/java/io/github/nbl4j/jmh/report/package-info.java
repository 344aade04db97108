// SPDX-License-Identifier: Apache-2.0
/**
 * From figures to tables. {@link io.github.nbl4j.jmh.report.Samples} reads what the drivers wrote, a sample for each
 * fork; {@link io.github.nbl4j.jmh.report.Report} makes one figure of the forks of each subject and says what failed;
 * {@link io.github.nbl4j.jmh.report.Target} compares them; the rest prints.
 */
package io.github.nbl4j.jmh.report;
