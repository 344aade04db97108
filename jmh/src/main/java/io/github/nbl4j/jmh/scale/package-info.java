// SPDX-License-Identifier: Apache-2.0
/** What the library costs against one size at a time. Nobody else is measured here: that is what compare is for. */
package io.github.nbl4j.jmh.scale;
