// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import io.github.nbl4j.clone.NetBufferListCloner;
import io.github.nbl4j.nbl.NetBufferList;
import io.github.nbl4j.ndis.Ndis;
import io.github.nbl4j.pool.Irql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/** The class files of some packages and their hierarchy; on demand, of whatever they use that is not of the JDK. */
final class Classes {
    private static final ClassLoader LOADER = Classes.class.getClassLoader();
    private static final String IRQL = Type.getDescriptor(Irql.class);

    /** In the order of their names, so that two runs find the same paths. */
    private final Map<String, ClassNode> members = new TreeMap<>();

    private final Map<String, ClassNode> others = new TreeMap<>();

    /** Reads the package of each of the types, where that type lies: not what other modules have of the same name. */
    Classes(final Class<?>... types) {
        try {
            for (final Class<?> type : types) {
                readPackageOf(type.getResource(type.getSimpleName() + ".class").toURI());
            }
        } catch (final IOException | URISyntaxException ex) {
            throw new IllegalStateException("class path must be readable: types=" + List.of(types), ex);
        }
    }

    /** All that the published jars let users see. */
    static Classes published() {
        return new Classes(Irql.class, NetBufferList.class, NetBufferListCloner.class, Ndis.class);
    }

    private void readPackageOf(final URI uri) throws IOException {
        if ("jar".equals(uri.getScheme())) {
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                readDirectory(jar.provider().getPath(uri).getParent());
            }
        } else {
            readDirectory(Path.of(uri).getParent());
        }
    }

    private void readDirectory(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (final Path file :
                    files.filter(f -> f.toString().endsWith(".class")).toList()) {
                final ClassNode node = parse(Files.readAllBytes(file));
                members.put(node.name, node);
            }
        }
    }

    private static ClassNode parse(final byte[] bytes) {
        final ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES);
        return node;
    }

    static boolean isJdk(final String name) {
        return name.startsWith("java/") || name.startsWith("jdk/") || name.startsWith("sun/");
    }

    /** Null for a class of the JDK. */
    ClassNode find(final String name) {
        if (name == null || isJdk(name)) {
            return null;
        }
        final ClassNode member = members.get(name);
        return member != null ? member : others.computeIfAbsent(name, Classes::load);
    }

    private static ClassNode load(final String name) {
        try (InputStream in = LOADER.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("class must be on the class path: name=" + name);
            }
            return parse(in.readAllBytes());
        } catch (final IOException ex) {
            throw new UncheckedIOException("class must be readable: name=" + name, ex);
        }
    }

    /** The declaration that a call names: in the class, above it, or in its interfaces. Null when it is the JDK's. */
    Method resolve(final String owner, final String name, final String desc) {
        final ClassNode node = find(owner);
        if (node == null) {
            return null;
        }
        Method found = declared(node, name, desc);
        if (found == null) {
            found = resolve(node.superName, name, desc);
        }
        for (int i = 0; found == null && i < node.interfaces.size(); i++) {
            found = resolve(node.interfaces.get(i), name, desc);
        }
        return found;
    }

    private static Method declared(final ClassNode owner, final String name, final String desc) {
        for (final MethodNode node : owner.methods) {
            if (node.name.equals(name) && node.desc.equals(desc)) {
                return new Method(owner, node);
            }
        }
        return null;
    }

    /** Every body that a virtual call of this declaration may end in, as far as the members override it. */
    List<Method> implementations(final String owner, final Method declaration) {
        final List<Method> bodies = new ArrayList<>();
        if (!declaration.isAbstract()) {
            bodies.add(declaration);
        }
        for (final ClassNode node : members.values()) {
            if (!node.name.equals(owner) && isBelow(node, owner)) {
                final Method body = resolve(node.name, declaration.node().name, declaration.node().desc);
                if (!body.isAbstract() && !bodies.contains(body)) {
                    bodies.add(body);
                }
            }
        }
        return bodies;
    }

    private boolean isBelow(final ClassNode node, final String ancestor) {
        if (node == null || node.name.equals(ancestor)) {
            return node != null;
        }
        return isBelow(find(node.superName), ancestor)
                || node.interfaces.stream().anyMatch(i -> isBelow(find(i), ancestor));
    }

    boolean isVolatile(final String owner, final String field) {
        for (ClassNode node = find(owner); node != null; node = find(node.superName)) {
            for (final FieldNode candidate : node.fields) {
                if (candidate.name.equals(field)) {
                    return (candidate.access & Opcodes.ACC_VOLATILE) != 0;
                }
            }
        }
        return false;
    }

    /** What a method says of itself, or else its type; null when neither does. */
    static Irql.Level level(final Method method) {
        final Irql.Level own = level(method.node().visibleAnnotations);
        return own != null ? own : level(method.owner().visibleAnnotations);
    }

    private static Irql.Level level(final List<AnnotationNode> annotations) {
        for (final AnnotationNode annotation : annotations == null ? List.<AnnotationNode>of() : annotations) {
            if (annotation.desc.equals(IRQL)) {
                return Irql.Level.valueOf(((String[]) annotation.values.get(1))[1]);
            }
        }
        return null;
    }

    /** Every method and constructor that users of the members can call or override, inherited ones included. */
    List<Method> operations() {
        final Set<Method> operations = new LinkedHashSet<>();
        members.values().forEach(type -> operations.addAll(operationsOf(type)));
        return List.copyOf(operations);
    }

    /** Those of one member; none if it is not public. */
    List<Method> operationsOf(final ClassNode type) {
        final List<Method> operations = new ArrayList<>();
        if ((type.access & Opcodes.ACC_PUBLIC) != 0 && (type.access & Opcodes.ACC_ANNOTATION) == 0) {
            for (ClassNode node = type; node != null; node = find(node.superName)) {
                collect(type, node, operations);
            }
        }
        return operations;
    }

    /** The member of a simple name, or null. */
    ClassNode named(final String simpleName) {
        return members.values().stream()
                .filter(type -> type.name.matches(".*[/$]" + simpleName))
                .findFirst()
                .orElse(null);
    }

    /**
     * The operations of DISPATCH_LEVEL that have a body here. Abstract ones are the users' to write; one that returns
     * an exception belongs to the throw.
     */
    List<Method> dispatchLevel() {
        return operations().stream()
                .filter(m -> level(m) == Irql.Level.DISPATCH_LEVEL && !m.isAbstract() && !m.buildsException())
                .toList();
    }

    private static void collect(final ClassNode type, final ClassNode node, final List<Method> operations) {
        final boolean mayExtend = (type.access & Opcodes.ACC_FINAL) == 0;
        for (final MethodNode candidate : node.methods) {
            final Method method = new Method(node, candidate);
            final boolean visible = method.has(Opcodes.ACC_PUBLIC) || mayExtend && method.has(Opcodes.ACC_PROTECTED);
            final boolean inheritable = node == type || !candidate.name.equals("<init>");
            final boolean written = !method.has(Opcodes.ACC_SYNTHETIC) && !isOfEveryEnum(node, candidate);
            if (visible && inheritable && written && !operations.contains(method)) {
                operations.add(method);
            }
        }
    }

    private static boolean isOfEveryEnum(final ClassNode node, final MethodNode method) {
        return (node.access & Opcodes.ACC_ENUM) != 0 && (method.name.equals("values") || method.name.equals("valueOf"));
    }
}
