/** The rule of a composite alarm: states of other alarms, AND, OR, NOT, AT_LEAST. */
grammar AlarmRule;

whole : rule_ EOF ;

rule_
    : '(' rule_ ')'                                                           # Group
    | NOT rule_                                                               # Not
    | left=rule_ AND right=rule_                                              # And
    | left=rule_ OR right=rule_                                               # Or
    | STATE '(' alarm ')'                                                     # OfAlarm
    | AT_LEAST '(' NUMBER PERCENT? ',' NOT? STATE ',' '(' alarm (',' alarm)* ')' ')' # AtLeast
    | constant=(TRUE | FALSE)                                                 # Constant
    ;

alarm : QUOTED | NAME | NUMBER ;

AND : [aA] [nN] [dD] ;
OR : [oO] [rR] ;
NOT : [nN] [oO] [tT] ;
TRUE : [tT] [rR] [uU] [eE] ;
FALSE : [fF] [aA] [lL] [sS] [eE] ;
AT_LEAST : 'AT_LEAST' ;
STATE : 'ALARM' | 'OK' | 'INSUFFICIENT_DATA' ;
NUMBER : [0-9]+ ;
PERCENT : '%' ;
QUOTED : '"' ('\\' . | ~["\\])* '"' ;
NAME : ~[ \t\r\n(),"%]+ ;
SPACE : [ \t\r\n]+ -> skip ;
