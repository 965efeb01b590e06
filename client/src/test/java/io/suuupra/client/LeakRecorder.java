package io.suuupra.client;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes Netty's leak detection, set to paranoid, fail tests instead of logging. */
final class LeakRecorder
{
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    static
    {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory()
        {
            @Override
            @SuppressWarnings("deprecation") // Abstract, so it has to be here.
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                final Class<T> resource, final int samplingInterval, final long maxActive)
            {
                return new Recording<>(resource, samplingInterval);
            }

            @Override
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                final Class<T> resource, final int samplingInterval)
            {
                return new Recording<>(resource, samplingInterval);
            }
        });
    }

    private LeakRecorder()
    {
    }

    /** Loads this class, so that it stands before the first buffer is made. */
    static void install()
    {
        // The static initializer has done it.
    }

    static void assertNone()
    {
        if (!LEAKS.isEmpty())
        {
            throw new AssertionError("leaks: " + LEAKS);
        }
    }

    private static final class Recording<T> extends ResourceLeakDetector<T>
    {
        Recording(final Class<?> resource, final int samplingInterval)
        {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport()
        {
            return true;
        }

        @Override
        protected void reportTracedLeak(final String resourceType, final String records)
        {
            LEAKS.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(final String resourceType)
        {
            LEAKS.add(resourceType);
        }
    }
}
