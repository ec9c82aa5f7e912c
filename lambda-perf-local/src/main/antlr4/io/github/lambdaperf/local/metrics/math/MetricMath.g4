/** CloudWatch metric math: operators, functions, ids of other queries and lists of them. */
grammar MetricMath;

whole : expression EOF ;

expression
    : '(' expression ')'                                               # Group
    | '[' expression (',' expression)* ']'                             # List
    | name=(IDENTIFIER | FUNCTION) '(' (expression (',' expression)*)? ')' # Call
    | operator=('-' | '!') expression                                  # Unary
    | <assoc=right> left=expression operator='^' right=expression      # Binary
    | left=expression operator=('*' | '/') right=expression            # Binary
    | left=expression operator=('+' | '-') right=expression            # Binary
    | left=expression operator=('<' | '<=' | '>' | '>=' | '==' | '!=') right=expression # Binary
    | left=expression operator=('&&' | AND) right=expression           # Binary
    | left=expression operator=('||' | OR) right=expression            # Binary
    | NUMBER                                                           # Number
    | TEXT                                                             # Text
    | IDENTIFIER                                                       # Reference
    | FUNCTION                                                         # Word
    ;

AND : 'AND' ;
OR : 'OR' ;
NUMBER : [0-9]+ ('.' [0-9]*)? ([eE] [+-]? [0-9]+)? | '.' [0-9]+ ;
TEXT : '"' ~'"'* '"' | '\'' ~'\''* '\'' ;
IDENTIFIER : [a-z] [A-Za-z0-9_]* ;
FUNCTION : [A-Z] [A-Z0-9_]* ;
SPACE : [ \t\r\n]+ -> skip ;
