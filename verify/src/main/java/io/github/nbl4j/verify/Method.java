// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A method and the class that declares it. Both nodes exist once, so their identity is the method's. */
record Method(ClassNode owner, MethodNode node) {
    boolean has(final int access) {
        return (node.access & access) != 0;
    }

    boolean isAbstract() {
        return has(Opcodes.ACC_ABSTRACT);
    }

    /** An exception is built where it is thrown; a method that returns one belongs to the throw. */
    boolean buildsException() {
        return node.desc.endsWith("Exception;") || node.desc.endsWith("Error;");
    }

    @Override
    public String toString() {
        return name(owner.name, node.name);
    }

    /** As {@code allowed.txt} spells it. */
    static String name(final String internalOwner, final String method) {
        return internalOwner.replace('/', '.').replace("io.github.nbl4j.", "") + "." + method;
    }
}
