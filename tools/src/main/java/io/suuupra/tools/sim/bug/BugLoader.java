package io.suuupra.tools.sim.bug;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads the project's own classes once more, one of them with an edit.
 */
final class BugLoader extends ClassLoader
{
    private static final String OURS = "io.suuupra.";

    private final Edit edit;

    BugLoader(final ClassLoader parent, final Edit edit)
    {
        super(parent);
        this.edit = edit;
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException
    {
        if (!name.startsWith(OURS))
        {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name))
        {
            final Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException
    {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class"))
        {
            if (in == null)
            {
                throw new ClassNotFoundException(name);
            }
            final byte[] bytes = in.readAllBytes();
            final byte[] defined = name.equals(edit.className()) ? edit.apply(bytes, getParent()) : bytes;
            return defineClass(name, defined, 0, defined.length);
        }
        catch (final IOException broken)
        {
            throw new ClassNotFoundException(name, broken);
        }
    }
}
