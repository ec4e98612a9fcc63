package io.parley.kit.web;

import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import io.parley.tracing.Tracing;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes every service answer alike. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(WebProperties.class)
@Import({ErrorAdvice.class, FallbackErrorController.class})
class WebConfiguration implements WebMvcConfigurer {

    private static final int BEFORE_SECURITY = -200;

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PageRequestResolver());
    }

    /** What reads and writes YAML or XML comes with libraries that are there for something else; bodies are JSON. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(all ->
                all.removeIf(converter -> converter.getSupportedMediaTypes().stream()
                        .anyMatch(type -> type.getSubtype().contains("yaml")
                                || type.getSubtype().contains("xml"))));
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverterFactory(new EnumsInAnyCase());
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return Json::makeStrict;
    }

    @Bean
    ErrorWriter errorWriter(WebProperties properties) {
        return new ErrorWriter(properties);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(Ids ids, Tracing tracing) {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter(ids, new RequestSpans(tracing)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(WebProperties properties, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(properties, errors));
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static final class EnumsInAnyCase implements ConverterFactory<String, Enum> {

        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return text -> (T) Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
        }
    }
}
