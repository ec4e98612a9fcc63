package io.parley.contact.load;

import io.parley.contract.TenantId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/** The pieces of an import's file, read one after the other when their turn comes. */
final class StoredFile implements Enumeration<InputStream> {

    private final ImportJobs jobs;
    private final TenantId tenant;
    private final UUID job;
    private int seq;
    private Optional<byte[]> next;

    StoredFile(ImportJobs jobs, TenantId tenant, UUID job) {
        this.jobs = jobs;
        this.tenant = tenant;
        this.job = job;
        this.next = jobs.chunk(tenant, job, 0);
    }

    /** Returns the whole of it. */
    InputStream bytes() {
        return new SequenceInputStream(this);
    }

    @Override
    public boolean hasMoreElements() {
        return next.isPresent();
    }

    @Override
    public InputStream nextElement() {
        var bytes = next.orElseThrow(NoSuchElementException::new);
        seq++;
        next = jobs.chunk(tenant, job, seq);
        return new ByteArrayInputStream(bytes);
    }
}
