package io.parley.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.kit.id.Ids;
import io.parley.tracing.Tracing;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

class MessageConvertersTest {

    @Test
    void readAndWriteJsonAndNeitherYamlNorXml() {
        new WebApplicationContextRunner()
                .withBean(SimpleMeterRegistry.class)
                .withBean(Ids.class, Ids::new)
                .withBean(Tracing.class, Tracing::off)
                .withConfiguration(AutoConfigurations.of(
                        WebConfiguration.class,
                        JacksonAutoConfiguration.class,
                        HttpMessageConvertersAutoConfiguration.class,
                        DispatcherServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class))
                .run(context -> {
                    var types = context.getBean(RequestMappingHandlerAdapter.class).getMessageConverters().stream()
                            .flatMap(converter -> converter.getSupportedMediaTypes().stream())
                            .toList();
                    assertThat(types).contains(MediaType.APPLICATION_JSON);
                    assertThat(types).noneMatch(type -> type.getSubtype().matches(".*(yaml|xml).*"));
                });
    }
}
