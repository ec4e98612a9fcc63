package io.parley.messaging;

import io.parley.messaging.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * The store as the process that writes to it sees it, until it is killed: at a chosen file it has just written, everything
 * ends there, as after {@code kill -9}, and nothing of what was to come next happens.
 */
final class KillableStore implements MediaStore {

    private static final Set<String> DEADLY = ConcurrentHashMap.newKeySet();

    private final MediaStore store;

    private KillableStore(MediaStore store) {
        this.store = store;
    }

    /** Nothing catches it but the end of its thread. */
    static final class Killed extends Error {}

    /** Kills whoever writes this file next, right after it has done so. */
    static void killAfterWriting(String key) {
        DEADLY.add(key);
    }

    static boolean hasKilled(String key) {
        return !DEADLY.contains(key);
    }

    @Override
    public void write(String key, InputStream content) throws IOException {
        store.write(key, content);
        if (DEADLY.remove(key)) {
            throw new Killed();
        }
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        return store.read(key, offset, length);
    }

    @Override
    public void delete(String key) throws IOException {
        store.delete(key);
    }

    @Override
    public void sweepUnfinished(Instant time) throws IOException {
        store.sweepUnfinished(time);
    }

    /** Puts it around the store of a context. */
    static final class Wrapping implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof MediaStore store ? new KillableStore(store) : bean;
        }
    }
}
