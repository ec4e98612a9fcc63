package io.parley.testkit;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The smallest service there can be: the kit and one table. */
@SpringBootApplication
class SampleApplication {}
