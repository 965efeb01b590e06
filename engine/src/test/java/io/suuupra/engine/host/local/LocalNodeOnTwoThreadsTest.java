package io.suuupra.engine.host.local;

/** The same with engine and journal on threads of their own, as on more than two cores. */
class LocalNodeOnTwoThreadsTest extends LocalNodeTest
{
    @Override
    int ringThreads()
    {
        return 2;
    }
}
