package io.github.lambdaperf.core.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lambdaperf.core.PerfException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
    @TempDir
    private Path directory;

    private List<TemplateFunction> read(String name, String text) throws Exception {
        return Template.read(Files.writeString(directory.resolve(name), text));
    }

    @Test
    void readsASamTemplateWithGlobalsAndShortTags() throws Exception {
        assertThat(read("template.yaml", """
                        AWSTemplateFormatVersion: '2010-09-09'
                        Transform: AWS::Serverless-2016-10-31
                        Parameters:
                          Stage: { Type: String, Default: test }
                          Level: { Type: String }
                        Globals:
                          Function:
                            Runtime: java21
                            Timeout: 20
                            MemorySize: 1024
                            Environment:
                              Variables: { STAGE: !Ref Stage, LEVEL: !Ref Level }
                        Resources:
                          Table:
                            Type: AWS::DynamoDB::Table
                            Properties: { TableName: !Sub "${AWS::StackName}-orders" }
                          Orders:
                            Type: AWS::Serverless::Function
                            Properties:
                              Handler: com.example.OrderHandler::handleRequest
                              CodeUri: target/orders.jar
                              Timeout: 5
                              Environment:
                                Variables:
                                  TABLE: !Ref Table
                                  COPIES: 3
                                  ARN: !GetAtt Table.Arn
                              Policies: [ DynamoDBCrudPolicy: { TableName: !Ref Table } ]
                          Thumbnails:
                            Type: AWS::Serverless::Function
                            Properties: { Handler: index.handler, Runtime: nodejs22.x }
                        """))
                .containsExactly(new TemplateFunction(
                        "Orders",
                        "com.example.OrderHandler::handleRequest",
                        1024,
                        5,
                        Map.of("STAGE", "test", "COPIES", "3"),
                        List.of("LEVEL", "TABLE", "ARN")));
    }

    @Test
    void readsACloudFormationTemplateInJson() throws Exception {
        List<TemplateFunction> functions = read("template.json", """
                {"Parameters": {"Memory": {"Type": "Number", "Default": 768}},
                 "Resources": {
                   "Orders": {"Type": "AWS::Lambda::Function", "Properties": {
                     "Runtime": "java17", "Handler": "com.example.OrderHandler", "MemorySize": {"Ref": "Memory"},
                     "Timeout": {"Fn::If": ["Long", 60, 30]},
                     "Environment": {"Variables": {"NAME": {"Fn::Sub": "${AWS::Region}"}, "PLAIN": "yes"}}}}}}
                """);

        assertThat(functions)
                .containsExactly(new TemplateFunction(
                        "Orders", "com.example.OrderHandler", 768, null, Map.of("PLAIN", "yes"), List.of("NAME")));
        assertThat(functions.get(0).handlerClass()).isEqualTo("com.example.OrderHandler");
        assertThat(Template.in(directory)).contains(directory.resolve("template.json"));
    }

    @Test
    void brokenTemplatesAreToldByTheirNames() {
        assertThatThrownBy(() -> read("template.yaml", "Resources: ["))
                .isInstanceOf(PerfException.class)
                .hasMessageStartingWith("the template " + directory.resolve("template.yaml") + " is not YAML: ");
    }
}
