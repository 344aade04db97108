// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.pool;

import java.lang.reflect.Field;

/** Private fields by their names: what would take years to come about is set. */
final class Fields {
    private Fields() {}

    static Object get(final Object of, final String name) throws ReflectiveOperationException {
        return field(of, name).get(of);
    }

    static void set(final Object of, final String name, final Object value) throws ReflectiveOperationException {
        field(of, name).set(of, value);
    }

    private static Field field(final Object of, final String name) throws NoSuchFieldException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (final Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }
}
