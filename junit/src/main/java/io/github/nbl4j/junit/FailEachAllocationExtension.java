// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.AssertionFailedError;

/** Runs a method once as it is, and then once for each take that it made. */
final class FailEachAllocationExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(final ExtensionContext context) {
        return true; // Only @FailEachAllocation names this class.
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(final ExtensionContext context) {
        // Filled by the first run, before JUnit asks for the second: the stream is lazy, and the runs are no children
        // of a parallel node, because @NoLeaks locks.
        final List<String> pools = new ArrayList<>();
        return IntStream.iterate(0, k -> k <= pools.size(), k -> k + 1).mapToObj(k -> new Run(k, pools));
    }

    /** Run k: the k-th take is refused, in run 0 none. */
    private static final class Run
            implements TestTemplateInvocationContext,
                    BeforeTestExecutionCallback,
                    AfterTestExecutionCallback,
                    TestWatcher {
        private final int number;
        private final List<String> pools;
        private final Refusal refusal;

        private Run(final int number, final List<String> pools) {
            this.number = number;
            this.pools = pools;
            this.refusal = new Refusal(number);
        }

        @Override
        public String getDisplayName(final int invocationIndex) {
            return number == 0
                    ? "nothing refused"
                    : "take " + number + " of " + pools.size() + " refused: " + pools.get(number - 1);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public void beforeTestExecution(final ExtensionContext context) {
            NoLeaksExtension.ledger(context).refuseBy(refusal);
        }

        @Override
        public void afterTestExecution(final ExtensionContext context) {
            NoLeaksExtension.ledger(context).refuseBy(null);
            final List<String> takes = refusal.pools();
            if (!isAsAnnounced(takes) && context.getExecutionException().isEmpty()) {
                throw new AssertionFailedError("each run must take the same slots up to its refusal: takes="
                        + takes + " of the first run=" + pools + " (most likely something is kept from one"
                        + " run to the next)");
            }
        }

        /** Behind the refusal a run may go other ways. */
        private boolean isAsAnnounced(final List<String> takes) {
            return takes.size() >= number && takes.subList(0, number).equals(pools.subList(0, number));
        }

        @Override
        public void testSuccessful(final ExtensionContext context) {
            if (number == 0) {
                pools.addAll(refusal.pools());
            }
        }
    }
}
