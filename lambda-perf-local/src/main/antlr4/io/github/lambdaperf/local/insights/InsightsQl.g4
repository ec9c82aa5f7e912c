/** CloudWatch Logs Insights QL: the commands and operators that the local engine runs. */
grammar InsightsQl;

@lexer::members {
    private int previousType = 0;
    private boolean inParseCommand = false;

    @Override
    public void emit(Token token) {
        if (previousType == 0 || previousType == PIPE) {
            inParseCommand = token.getType() == PARSE;
        }
        previousType = token.getType();
        super.emit(token);
    }

    /** A slash is a division everywhere but in parse and after the pattern operators. */
    private boolean regexAllowed() {
        return inParseCommand || previousType == LIKE || previousType == MATCH;
    }
}

query : command (PIPE command)* EOF ;

command
    : FIELDS item (COMMA item)*                                    # fields
    | DISPLAY item (COMMA item)*                                   # display
    | (FILTER | WHERE) expr                                        # filter
    | PARSE path? STRING AS path (COMMA path)*                     # parseGlob
    | PARSE path? REGEX                                            # parseRegex
    | STATS item (COMMA item)* (GROUP? BY keys)?                   # stats
    | (SORT | ORDER) BY? sortKey (COMMA sortKey)*                  # sort
    | (LIMIT | HEAD) NUMBER                                        # limit
    | DEDUP path (COMMA path)*                                     # dedup
    | UNNEST path INTO path                                        # unnest
    ;

keys : item (COMMA item)* ;
item : expr (AS path)? ;
sortKey : expr (ASC | DESC)? ;

expr
    : MINUS expr                                                   # negate
    | <assoc = right> expr op=POW expr                             # arithmetic
    | expr op=(STAR | DIV | MOD) expr                              # arithmetic
    | expr op=(PLUS | MINUS) expr                                  # arithmetic
    | expr op=(EQ | NEQ | LT | LE | GT | GE) expr                  # comparison
    | expr (NOT? LIKE | MATCH) (STRING | REGEX)                    # like
    | expr NOT? IN LBRACKET (expr (COMMA expr)*)? RBRACKET         # in
    | (NOT | BANG) expr                                            # not
    | expr AND expr                                                # and
    | expr OR expr                                                 # or
    | NUMBER                                                       # number
    | STRING                                                       # text
    | (TRUE | FALSE)                                               # bool
    | plainName LPAREN (STAR | arg (COMMA arg)*)? RPAREN step*     # call
    | path                                                         # field
    | LPAREN expr RPAREN                                           # group
    ;

arg : PERIOD | expr ;
path : (plainName | BACKTICK) step* ;
step : DOT_PART | LBRACKET NUMBER RBRACKET ;
plainName
    : NAME | FIELDS | DISPLAY | FILTER | WHERE | PARSE | STATS | SORT | ORDER | LIMIT | HEAD | DEDUP | UNNEST | GROUP
    ;

FIELDS options { caseInsensitive = true; } : 'fields' ;
DISPLAY options { caseInsensitive = true; } : 'display' ;
FILTER options { caseInsensitive = true; } : 'filter' ;
WHERE options { caseInsensitive = true; } : 'where' ;
PARSE options { caseInsensitive = true; } : 'parse' ;
STATS options { caseInsensitive = true; } : 'stats' ;
SORT options { caseInsensitive = true; } : 'sort' ;
ORDER options { caseInsensitive = true; } : 'order' ;
LIMIT options { caseInsensitive = true; } : 'limit' ;
HEAD options { caseInsensitive = true; } : 'head' ;
DEDUP options { caseInsensitive = true; } : 'dedup' ;
UNNEST options { caseInsensitive = true; } : 'unnest' ;
GROUP options { caseInsensitive = true; } : 'group' ;
INTO options { caseInsensitive = true; } : 'into' ;
AS options { caseInsensitive = true; } : 'as' ;
BY options { caseInsensitive = true; } : 'by' ;
ASC options { caseInsensitive = true; } : 'asc' ;
DESC options { caseInsensitive = true; } : 'desc' ;
LIKE options { caseInsensitive = true; } : 'like' ;
IN options { caseInsensitive = true; } : 'in' ;
NOT options { caseInsensitive = true; } : 'not' ;
AND options { caseInsensitive = true; } : 'and' ;
OR options { caseInsensitive = true; } : 'or' ;
TRUE options { caseInsensitive = true; } : 'true' ;
FALSE options { caseInsensitive = true; } : 'false' ;

NUMBER : [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)? ;
PERIOD : [0-9]+ [a-zA-Z]+ ;
NAME : [a-zA-Z_@] [a-zA-Z0-9_]* ;
BACKTICK : '@'? '`' ~[`\r\n]+ '`' ;
DOT_PART : '.' ([a-zA-Z0-9_@]+ | '`' ~[`\r\n]+ '`') ;
STRING : '"' ('\\' . | ~["\\])* '"' | '\'' ('\\' . | ~['\\])* '\'' ;
REGEX : {regexAllowed()}? '/' ('\\' ~[\r\n] | ~[/\\\r\n])+ '/' ;

PIPE : '|' ;
COMMA : ',' ;
LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
MATCH : '=~' ;
EQ : '==' | '=' ;
NEQ : '!=' ;
LE : '<=' ;
LT : '<' ;
GE : '>=' ;
GT : '>' ;
BANG : '!' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
DIV : '/' ;
MOD : '%' ;
POW : '^' ;

COMMENT : '#' ~[\r\n]* -> skip ;
SPACE : [ \t\r\n\u00a0]+ -> skip ;
UNKNOWN : . ;
