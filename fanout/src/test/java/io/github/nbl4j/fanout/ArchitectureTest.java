// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;

/** What may know what. It stands here because this is the only module that sees all the others. */
@AnalyzeClasses(packages = "io.github.nbl4j", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String POOL = "io.github.nbl4j.pool..";
    private static final String NBL = "io.github.nbl4j.nbl..";
    private static final String CLONE = "io.github.nbl4j.clone..";
    private static final String NDIS = "io.github.nbl4j.ndis..";
    private static final String FANOUT = "io.github.nbl4j.fanout..";
    private static final String[] LIBRARY = {POOL, NBL, CLONE, NDIS};

    @ArchTest
    static final ArchRule DEPENDENCIES_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("pool")
            .definedBy(POOL)
            .layer("nbl")
            .definedBy(NBL)
            .layer("clone")
            .definedBy(CLONE, NDIS)
            .layer("fanout")
            .definedBy(FANOUT)
            .whereLayer("fanout")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("clone")
            .mayOnlyBeAccessedByLayers("fanout")
            .whereLayer("nbl")
            .mayOnlyBeAccessedByLayers("clone", "fanout");

    /** The layers forbid the types; this forbids the words, which come first when a pool learns about packets. */
    @ArchTest
    static final ArchRule POOL_KNOWS_NOTHING_OF_PACKETS = noClasses()
            .that()
            .resideInAPackage(POOL)
            .should()
            .haveNameMatching(".*(NetBuffer|Mdl|Nbl|Packet).*")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.(NetBuffer|Mdl|Nbl|Packet)[^.]*");

    /** One class to change when the queue of empty magazines is replaced, and one to read for what it can do. */
    @ArchTest
    static final ArchRule ONLY_THE_DEPOT_KNOWS_JCTOOLS = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .and()
            .haveNameNotMatching("io\\.github\\.nbl4j\\.pool\\.Depot(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jctools..");

    @ArchTest
    static final ArchRule ONLY_POOL_ALLOCATES_OFF_HEAP = noClasses()
            .that()
            .resideOutsideOfPackage(POOL)
            .and()
            .resideInAnyPackage(LIBRARY)
            .should()
            .callMethod(ByteBuffer.class, "allocateDirect", int.class)
            .orShould()
            .callMethod(BufferUtil.class, "allocateDirectAligned", int.class, int.class);

    @ArchTest
    static final ArchRule NO_THREAD_LOCAL = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .dependOnClassesThat(belongToAnyOf(ThreadLocal.class));

    /** Agrona's and JCTools' use of it is theirs to maintain. */
    @ArchTest
    static final ArchRule NO_UNSAFE_OF_OUR_OWN = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .dependOnClassesThat()
            .haveNameMatching("(sun\\.misc|jdk\\.internal\\.misc)\\.Unsafe|org\\.agrona\\.Unsafe(Api|Access)");

    /** Blocks are refused by the style check, which reads the source. */
    @ArchTest
    static final ArchRule NO_SYNCHRONIZED_METHOD = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(LIBRARY)
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule NO_LOCK_AND_NO_PARK = noClasses()
            .that()
            .resideInAnyPackage(LIBRARY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent.locks..");
}
