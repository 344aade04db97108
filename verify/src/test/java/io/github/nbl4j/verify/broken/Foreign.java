// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.broken;

import io.github.nbl4j.pool.Irql;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.AgentTerminationException;
import org.jctools.queues.MessagePassingQueue;

/** Shows its users types of other libraries. */
@Irql(Irql.Level.DISPATCH_LEVEL)
public interface Foreign {
    /** A parameter, a result and an exception. */
    MessagePassingQueue<String>[] queues(IntHashSet[] counts) throws AgentTerminationException;
}
