package io.suuupra.tools.sim.bug;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * A change of one place in one method of the node's code.
 *
 * @param className full name of the class.
 * @param method    name of the method; all methods of that name are looked through, in their order.
 * @param index     which of the places that match is changed, from 0.
 * @param change    puts something else in the place; false = the place does not match.
 */
record Edit(String className, String method, int index, BiPredicate<CodeBuilder, CodeElement> change)
{
    private static final Map<Opcode, Opcode> BOUNDARY = Map.of(
        Opcode.IFLT, Opcode.IFLE, Opcode.IFLE, Opcode.IFLT, Opcode.IFGT, Opcode.IFGE, Opcode.IFGE, Opcode.IFGT,
        Opcode.IF_ICMPLT, Opcode.IF_ICMPLE, Opcode.IF_ICMPLE, Opcode.IF_ICMPLT,
        Opcode.IF_ICMPGT, Opcode.IF_ICMPGE, Opcode.IF_ICMPGE, Opcode.IF_ICMPGT);

    private static final Map<Opcode, Opcode> OPERATOR = Map.of(
        Opcode.LADD, Opcode.LSUB, Opcode.LSUB, Opcode.LADD, Opcode.IADD, Opcode.ISUB, Opcode.ISUB, Opcode.IADD);

    /** Leaves a call out; what it would have given is 0, false or null. */
    static Edit withoutCall(final String className, final String method, final String called, final int index)
    {
        return new Edit(className, method, index, (builder, element) ->
        {
            if (!(element instanceof InvokeInstruction call) || !call.name().equalsString(called))
            {
                return false;
            }
            if (builder != null)
            {
                drop(builder, call);
            }
            return true;
        });
    }

    private static void drop(final CodeBuilder builder, final InvokeInstruction call)
    {
        final MethodTypeDesc type = call.typeSymbol();
        final List<ClassDesc> parameters = type.parameterList();
        for (int i = parameters.size() - 1; i >= 0; i--)
        {
            pop(builder, TypeKind.from(parameters.get(i)));
        }
        if (call.opcode() != Opcode.INVOKESTATIC)
        {
            builder.pop();
        }
        switch (TypeKind.from(type.returnType()).asLoadable())
        {
            case INT -> builder.iconst_0();
            case LONG -> builder.lconst_0();
            case FLOAT -> builder.fconst_0();
            case DOUBLE -> builder.dconst_0();
            case REFERENCE -> builder.aconst_null();
            default ->
            {
                // Nothing is given back.
            }
        }
    }

    private static void pop(final CodeBuilder builder, final TypeKind kind)
    {
        if (kind.slotSize() == 2)
        {
            builder.pop2();
        }
        else
        {
            builder.pop();
        }
    }

    /** Has a comparison include its limit, or leave it out. */
    static Edit offByOne(final String className, final String method, final int index)
    {
        return new Edit(className, method, index, (builder, element) -> branch(builder, element, BOUNDARY));
    }

    private static boolean branch(
        final CodeBuilder builder, final CodeElement element, final Map<Opcode, Opcode> opcodes)
    {
        if (!(element instanceof BranchInstruction branch) || !opcodes.containsKey(branch.opcode()))
        {
            return false;
        }
        if (builder != null)
        {
            builder.with(BranchInstruction.of(opcodes.get(branch.opcode()), branch.target()));
        }
        return true;
    }

    /** Has a condition always come out the same: whether it jumps. */
    static Edit decided(final String className, final String method, final int index, final boolean jumps)
    {
        return new Edit(className, method, index, (builder, element) ->
        {
            if (!(element instanceof BranchInstruction branch) || branch.opcode() == Opcode.GOTO ||
                branch.opcode() == Opcode.GOTO_W)
            {
                return false;
            }
            if (builder != null)
            {
                builder.pop();
                if (branch.opcode().name().startsWith("IF_"))
                {
                    builder.pop();
                }
                if (jumps)
                {
                    builder.goto_(branch.target());
                }
            }
            return true;
        });
    }

    /** Adds where it should subtract, or the other way round. */
    static Edit wrongSign(final String className, final String method, final int index)
    {
        return new Edit(className, method, index, (builder, element) ->
        {
            if (!(element instanceof OperatorInstruction operator) || !OPERATOR.containsKey(operator.opcode()))
            {
                return false;
            }
            if (builder != null)
            {
                builder.with(OperatorInstruction.of(OPERATOR.get(operator.opcode())));
            }
            return true;
        });
    }

    /** Puts another constant. */
    static Edit constant(
        final String className, final String method, final ConstantDesc from, final ConstantDesc to, final int index)
    {
        return new Edit(className, method, index, (builder, element) ->
        {
            if (!(element instanceof ConstantInstruction constant) || !constant.constantValue().equals(from))
            {
                return false;
            }
            if (builder != null)
            {
                builder.loadConstant(to);
            }
            return true;
        });
    }

    /**
     * @param bytes  of the class file.
     * @param loader that finds the classes that it names.
     * @return the class file with the change.
     * @throws IllegalStateException if there is no such place.
     */
    byte[] apply(final byte[] bytes, final ClassLoader loader)
    {
        final ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofResourceParsing(loader)));
        final ClassModel model = classFile.parse(bytes);
        final AtomicInteger found = new AtomicInteger();
        final CodeTransform code = (builder, element) ->
        {
            if (change.test(null, element) && found.getAndIncrement() == index)
            {
                final boolean _ = change.test(builder, element);
            }
            else
            {
                builder.with(element);
            }
        };
        final byte[] changed = classFile.transformClass(model, ClassTransform.transformingMethodBodies(
            candidate -> candidate.methodName().equalsString(method), code));
        if (found.get() <= index)
        {
            throw new IllegalStateException(
                className + "." + method + " has " + found.get() + " such places, and none with index " + index);
        }
        return changed;
    }
}
