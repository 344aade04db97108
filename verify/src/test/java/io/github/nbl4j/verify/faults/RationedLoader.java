// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify.faults;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Loads the library anew, with a call of {@link Ration#take} wherever it makes an object, array, lambda or text. */
final class RationedLoader extends ClassLoader {
    private static final List<String> RATIONED = List.of(
            "io.github.nbl4j.pool.",
            "io.github.nbl4j.nbl.",
            "io.github.nbl4j.clone.",
            "io.github.nbl4j.ndis.",
            Builds.class.getName());

    RationedLoader() {
        super(RationedLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (RATIONED.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(final String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            final ClassReader reader = new ClassReader(in);
            final ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new Rationing(writer), 0);
            final byte[] bytes = writer.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (final IOException ex) {
            throw new ClassNotFoundException(name, ex);
        }
    }

    private static final class Rationing extends ClassVisitor {
        Rationing(final ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                final int access,
                final String name,
                final String descriptor,
                final String signature,
                final String[] exceptions) {
            return new Asking(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class Asking extends MethodVisitor {
        Asking(final MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        private void ask() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(Ration.class), "take", "()V", false);
        }

        @Override
        public void visitTypeInsn(final int opcode, final String type) {
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
                // Behind it: frames name an object that is not initialized by the place of its instruction.
                ask();
            }
        }

        @Override
        public void visitIntInsn(final int opcode, final int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                ask();
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitInvokeDynamicInsn(
                final String name, final String descriptor, final Handle maker, final Object... arguments) {
            ask();
            super.visitInvokeDynamicInsn(name, descriptor, maker, arguments);
        }

        @Override
        public void visitMultiANewArrayInsn(final String descriptor, final int dimensions) {
            ask();
            super.visitMultiANewArrayInsn(descriptor, dimensions);
        }
    }
}
