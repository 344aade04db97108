// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.nbl4j.verify.broken.Foreign;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

/** What users of the published packages meet of other libraries: buffers and out-parameters of Agrona's. */
final class ForeignTypesTest {
    @Test
    void shouldShowOnlyWhatWasAgreed() {
        assertEquals(
                Set.of(
                        "org.agrona.DirectBuffer",
                        "org.agrona.MutableDirectBuffer",
                        "org.agrona.collections.MutableInteger",
                        "org.agrona.collections.MutableLong",
                        "org.agrona.concurrent.UnsafeBuffer"),
                foreignTypes(Classes.published()));
    }

    @Test
    void shouldReportParametersResultsAndExceptions() {
        assertEquals(
                Set.of(
                        "org.agrona.collections.IntHashSet",
                        "org.agrona.concurrent.AgentTerminationException",
                        "org.jctools.queues.MessagePassingQueue"),
                foreignTypes(new Classes(Foreign.class)));
    }

    private static Set<String> foreignTypes(final Classes classes) {
        final Set<String> types = new TreeSet<>();
        for (final Method operation : classes.operations()) {
            final Type type = Type.getMethodType(operation.node().desc);
            final Stream<Type> signature = Stream.concat(
                    Stream.of(type.getReturnType()),
                    Stream.concat(
                            Stream.of(type.getArgumentTypes()),
                            operation.node().exceptions.stream().map(Type::getObjectType)));
            signature
                    .map(t -> t.getSort() == Type.ARRAY ? t.getElementType() : t)
                    .filter(t -> t.getSort() == Type.OBJECT)
                    .map(Type::getClassName)
                    .filter(name -> !name.matches("(java|io\\.github\\.nbl4j)\\..*"))
                    .forEach(types::add);
        }
        return types;
    }
}
